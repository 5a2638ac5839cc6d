using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Previews;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Grants.GrantWorld;

namespace EdgeGuard.Engine.Tests.Previews;

public sealed class PreviewTests
{
    [Fact]
    public void Of_RefusedChange_NamesItAndWhatItBreaks()
    {
        Change refused = new Change.ResourceParentPut(Acme, Document("a"), Document("a"));

        var result = Preview.Of(Bare, [Grant(Document("a"), Grantee.User(Bob), "read"), refused, refused]);

        result.Preview.ShouldBeNull();
        result.Refused.ShouldBe(new RefusedChange(1, refused, "a resource that would lie in itself: document:a in document:a"));
    }

    [Fact]
    public void Of_Changes_LeavesTheStateAndGivesTheOneAfter()
    {
        Change[] changes = [Grant(Document("a"), Grantee.User(Bob), "read")];
        var digest = Bare.Digest;

        var preview = Preview.Of(Bare, changes).Preview!;

        preview.Before.ShouldBeSameAs(Bare);
        Bare.Digest.ShouldBe(digest);
        Ask(Bare, Bob, "read", Document("a")).ShouldBe(Reason.NoGrant);
        Ask(preview.After, Bob, "read", Document("a")).ShouldBe(Reason.None);
        preview.After.Digest.ShouldBe(World.Apply(Bare, changes).Digest);
    }

    [Fact]
    public void After_Cursors_FitNoRealState()
    {
        var preview = Preview.Of(Bare, []).Preview!;
        var next = preview.After.ListSubjects(Acme, "reports.read", default, null, Now, new PageRequest { MaxRows = 1 }).Page!.Next;

        var real = World.Apply(Bare).ListSubjects(Acme, "reports.read", default, null, Now, new PageRequest { Cursor = next });

        real.Refusal.ShouldBe(CursorRefusal.OtherEpoch);
    }

    [Fact]
    public void Differences_MemberRemoved_NamesWhatIsLost()
    {
        var difference = Only(Bare, new Change.MemberRemoved(Staff, Ann));

        (difference.Tenant, difference.User).ShouldBe((Acme, Ann));
        difference.Roles.Lost.ShouldBe(["editor"]);
        difference.Roles.Gained.ShouldBeEmpty();
        difference.Permissions.Lost.ShouldBe([new("reports.read", [], [])]);
        difference.Features.IsEmpty.ShouldBeTrue();
        difference.Grants.IsEmpty.ShouldBeTrue();
        difference.Before.ShouldBe(difference.After);
    }

    [Fact]
    public void Differences_GrantAboveAResource_NamesAllThatItReaches()
    {
        var state = World.Apply(Bare, Inside(Document("a"), Folder("f")), Grant(Document("b"), Grantee.User(Bob), "x"));

        var difference = Only(state, Grant(Folder("f"), Grantee.Group(Staff), "doc.*"));

        difference.User.ShouldBe(Ann);
        difference.Grants.Gained.ShouldBe([new(Document("a"), new("doc.*", [], [])), new(Folder("f"), new("doc.*", [], []))], ignoreOrder: true);
        difference.Grants.Lost.ShouldBeEmpty();
        Only(World.Apply(state, Grant(Folder("f"), Grantee.User(Bob), "x")), new Change.ResourceParentRemoved(Acme, Document("a")))
            .Grants.Lost.ShouldBe([new(Document("a"), new("x", [], []))]);
    }

    [Fact]
    public void Differences_MembershipThatBringsGrants_NamesThem()
    {
        var state = World.Apply(Bare, Grant(Document("a"), Grantee.Group(Guests), "read"));

        Only(state, new Change.MemberAdded(Guests, Bob)).Grants.Gained.ShouldBe([new(Document("a"), new("read", [], []))]);
    }

    [Fact]
    public void Differences_FeatureThatClosesAPermission_NamesWhatIsLeft()
    {
        var state = World.Apply(Bare, new Change.RolePut("", "editor", ["reports.*", "reports.read"]), Grant(Document("a"), Grantee.User(Ann), "reports.read"));

        var difference = Only(state, new Change.FeaturePut("sso", ["reports.read"]));

        difference.Permissions.Lost.ShouldBe([new("reports.*", [], []), new("reports.read", [], [])]);
        difference.Permissions.Gained.ShouldBe([new("reports.*", ["reports.read"], [])]);
        difference.Grants.Lost.ShouldBe([new(Document("a"), new("reports.read", [], []))]);
    }

    [Fact]
    public void Differences_UserDeactivated_LosesAll()
    {
        var difference = Only(Bare, new Change.UserPut(Ann, Acme, Active: false, NotBefore: 7));

        difference.Before.ShouldBe(new UserStanding(Reason.None, 0));
        difference.After.ShouldBe(new UserStanding(Reason.UserInactive, 7));
        difference.Roles.Lost.ShouldBe(["editor"]);
        difference.Permissions.Lost.Length.ShouldBe(1);
    }

    [Fact]
    public void Differences_UsersAddedAndRemoved_AreAmongThem()
    {
        var added = World.User("acme", "new");
        var preview = Preview.Of(Bare, [new Change.UserRemoved(Bob), new Change.UserPut(added, Acme, Active: true, NotBefore: 0)]).Preview!;

        var differences = preview.Differences(tenant: null, attributes: null, Now).ToDictionary(difference => difference.User);

        differences.Keys.ShouldBe([Bob, added], ignoreOrder: true);
        differences[Bob].After.Reason.ShouldBe(Reason.UnknownSubject);
        differences[added].Before.Reason.ShouldBe(Reason.UnknownSubject);
    }

    [Fact]
    public void Differences_AliasRemoved_IsLostByItsUser()
    {
        var mail = World.ExternalId("acme", "mail");

        var difference = Only(World.Apply(Bare, new Change.AliasPut(mail, Ann)), new Change.AliasRemoved(mail));

        (difference.User, difference.Before).ShouldBe((Ann, difference.After));
        difference.Aliases.Lost.ShouldBe([mail]);
        difference.Aliases.Gained.ShouldBeEmpty();
        difference.Roles.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Differences_AliasThatNamesAnotherUser_IsOfBoth()
    {
        var mail = World.ExternalId("acme", "mail");
        var preview = Preview.Of(World.Apply(Bare, new Change.AliasPut(mail, Ann)), [new Change.AliasRemoved(mail), new Change.AliasPut(mail, Bob)]).Preview!;

        var differences = preview.Differences(tenant: null, attributes: null, Now).ToDictionary(difference => difference.User);

        differences.Keys.ShouldBe([Ann, Bob], ignoreOrder: true);
        differences[Ann].Aliases.Lost.ShouldBe([mail]);
        differences[Bob].Aliases.Gained.ShouldBe([mail]);
        (differences[Bob].Aliases.Lost.Length + differences[Ann].Aliases.Gained.Length).ShouldBe(0);
    }

    [Fact]
    public void Differences_AliasThatComesBack_AreNone()
    {
        var mail = World.ExternalId("acme", "mail");
        var state = World.Apply(Bare, new Change.AliasPut(mail, Ann));

        Preview.Of(state, [new Change.AliasRemoved(mail), new Change.AliasPut(mail, Ann)]).Preview!.Differences(tenant: null, attributes: null, Now).ShouldBeEmpty();
    }

    [Fact]
    public void Differences_IdThatBecomesAnAlias_IsAUserLessAndAnAliasMore()
    {
        var preview = Preview.Of(Bare, [new Change.UserRemoved(Bob), new Change.AliasPut(Bob, Ann)]).Preview!;

        var differences = preview.Differences(tenant: null, attributes: null, Now).ToDictionary(difference => difference.User);

        differences[Bob].After.Reason.ShouldBe(Reason.UnknownSubject);
        differences[Bob].Roles.IsEmpty.ShouldBeTrue();
        differences[Ann].Aliases.Gained.ShouldBe([Bob]);
    }

    [Fact]
    public void Differences_InheritedRole_IsSeenFromTheTenantsBelow()
    {
        var state = World.Apply(Bare, new Change.TenantPut("below", Suspended: false, "acme"));
        var preview = Preview.Of(state, [new Change.RoleAssigned(RoleHolder.User(Bob), Acme, "viewer", Inherit: true, ActivePeriod.Always)]).Preview!;

        var differences = preview.Differences(tenant: null, attributes: null, Now).ToList();

        differences.Select(difference => (difference.Tenant, difference.User)).ShouldBe([(Acme, Bob), (World.Tenant("below"), Bob)]);
        differences.ShouldAllBe(difference => difference.Roles.Gained.Single() == "viewer");
        preview.Differences(World.Tenant("below"), attributes: null, Now).Single().Tenant.ShouldBe(World.Tenant("below"));
        preview.Differences(Hooli, attributes: null, Now).ShouldBeEmpty();
    }

    [Fact]
    public void Compare_Questions_NamesThoseAnsweredOtherwise()
    {
        var claim = new SubjectClaim(Acme, Ann, SubjectClaim.NoToken);
        Question[] questions = [Question.Permission("reports.read"), Question.Role("editor"), Question.Role("viewer"), Question.Permission("none")];
        var preview = Preview.Of(Bare, [new Change.MemberRemoved(Staff, Ann)]).Preview!;

        var differences = preview.Compare(questions.Select(question => (claim, question)), Now).ToList();

        differences.ShouldBe(
        [
            new(claim, questions[0], Reason.None, Reason.MissingPermission),
            new(claim, questions[1], Reason.None, Reason.MissingRole),
        ]);
        differences.ShouldAllBe(difference => difference.IsLost && !difference.IsGained);
    }

    private static AccessDifference Only(Snapshot state, Change change) =>
        Preview.Of(state, [change]).Preview!.Differences(tenant: null, attributes: null, Now).ShouldHaveSingleItem();
}
