using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Decisions;

public sealed class DecisionTests
{
    private const long Now = 1000;

    private static readonly Hash128 User = World.User("acme", "u");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("acme", Suspended: false),
        new Change.RolePut("", "admin", ["global.*"]),
        new Change.RolePut("", "viewer", ["documents.read"]),
        new Change.RolePut("acme", "admin", ["acme.*"]),
        new Change.TenantFeaturePut(World.Tenant("acme"), "forever", -1),
        new Change.TenantFeaturePut(World.Tenant("acme"), "last", Now),
        new Change.TenantFeaturePut(World.Tenant("acme"), "over", Now - 1),
        new Change.TenantFeaturePut(World.Tenant("acme"), "zero", 0),
        new Change.TenantFeaturePut(World.Tenant("acme"), "minus-two", -2),
        new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["admin", "unknown", "viewer"]),
        new Change.UserPut(User, World.Tenant("acme"), Active: true, NotBefore: 500),
        new Change.AliasPut(World.ExternalId("acme", "e"), User),
        new Change.MemberAdded(World.Group("acme", "g"), User));

    // Each row breaks one thing more than the one before it, from the back; the first thing in the order is the reason.
    public static TheoryData<Reason, Change[], SubjectClaim> Order
    {
        get
        {
            var claim = new SubjectClaim(World.Tenant("acme"), User, 500);
            Change inactive = new Change.UserPut(User, World.Tenant("acme"), Active: false, NotBefore: 500);
            Change suspended = new Change.TenantPut("acme", Suspended: true);
            return new()
            {
                { Reason.MissingPermission, [], claim with { IssuedAt = 501 } },
                { Reason.SessionRevoked, [], claim },
                { Reason.UserInactive, [inactive], claim },
                { Reason.UnknownSubject, [inactive], claim with { Subject = World.User("acme", "x") } },
                { Reason.TenantSuspended, [inactive, suspended], claim with { Subject = World.User("acme", "x") } },
                { Reason.UnknownTenant, [inactive, suspended], claim with { Subject = World.User("acme", "x"), Tenant = World.Tenant("x") } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Order))]
    public void Check_SeveralReasons_NamesTheFirstInOrder(Reason reason, Change[] changes, SubjectClaim claim)
    {
        var snapshot = World.Apply(State, changes);

        snapshot.Check(claim, Question.Permission("none"), Now).ShouldBe(new Decision(reason, snapshot.Version));
        snapshot.Resolve(claim).Reason.ShouldBe(reason == Reason.MissingPermission ? Reason.None : reason);
    }

    [Fact]
    public void Reason_OfTheDefaultSubject_IsThatOfEachQuestion()
    {
        default(ResolvedSubject).Reason.ShouldBe(Reason.UnknownSubject);
        State.Decide(default, Question.Permission("global.x"), Now).Reason.ShouldBe(Reason.UnknownSubject);
    }

    [Theory]
    [InlineData(499, Reason.SessionRevoked)]
    [InlineData(500, Reason.SessionRevoked)]
    [InlineData(501, Reason.None)]
    [InlineData(SubjectClaim.NoToken, Reason.None)]
    [InlineData(long.MinValue, Reason.SessionRevoked)]
    public void Resolve_TokenIssued_IsHeldAgainstNotBefore(long issuedAt, Reason reason) =>
        State.Resolve(new SubjectClaim(World.Tenant("acme"), User, issuedAt)).Reason.ShouldBe(reason);

    [Fact]
    public void Resolve_NoNotBefore_AcceptsTokensOfAnyAge()
    {
        var snapshot = World.Apply(State, new Change.UserPut(User, World.Tenant("acme"), Active: true, NotBefore: 0));

        snapshot.Resolve(new SubjectClaim(World.Tenant("acme"), User, long.MinValue)).Reason.ShouldBe(Reason.None);
    }

    [Fact]
    public void Resolve_UserUnderAnotherTenant_IsUnknown()
    {
        var snapshot = World.Apply(State, new Change.TenantPut("hooli", Suspended: false));

        snapshot.Resolve(new SubjectClaim(World.Tenant("hooli"), User, SubjectClaim.NoToken)).Reason.ShouldBe(Reason.UnknownSubject);
        snapshot.Resolve(new SubjectClaim(World.Tenant("acme"), User, SubjectClaim.NoToken)).Reason.ShouldBe(Reason.None);
    }

    [Fact]
    public void Resolve_ByAnyKey_NamesTheUserAndItsRoles()
    {
        foreach (var key in (Hash128[])[User, World.ExternalId("acme", "e")])
        {
            var subject = State.Resolve(new SubjectClaim(World.Tenant("acme"), key, SubjectClaim.NoToken));

            subject.User.ShouldBe(User);
            subject.RolesAt(Now).ShouldBe("admin,viewer"); // Not the one that does not exist.
            subject.RolesAt(Now).ShouldBeSameAs(State.Resolve(new SubjectClaim(World.Tenant("acme"), User, SubjectClaim.NoToken)).RolesAt(Now));
        }
    }

    [Fact]
    public void Resolve_NothingNamed_IsUnknown()
    {
        State.Resolve(default).Reason.ShouldBe(Reason.UnknownTenant);
        State.Resolve(new SubjectClaim(World.Tenant("acme"), default, SubjectClaim.NoToken)).Reason.ShouldBe(Reason.UnknownSubject);
    }

    [Theory]
    [InlineData("acme.x", Reason.None)] // The tenant's own role,
    [InlineData("global.x", Reason.MissingPermission)] // which hides the global one of its name.
    [InlineData("documents.read", Reason.None)]
    [InlineData("documents.*", Reason.MissingPermission)]
    [InlineData("", Reason.InvalidRequest)]
    [InlineData(null, Reason.InvalidRequest)]
    public void Check_Permission(string? name, Reason reason) => Answer(Question.Permission(name!)).ShouldBe(reason);

    [Theory]
    [InlineData("admin", Reason.None)]
    [InlineData("viewer", Reason.None)]
    [InlineData("unknown", Reason.MissingRole)] // A group names it, no one defines it.
    [InlineData("Admin", Reason.MissingRole)]
    [InlineData("", Reason.InvalidRequest)]
    public void Check_Role(string name, Reason reason) => Answer(Question.Role(name)).ShouldBe(reason);

    [Theory]
    [InlineData("forever", Reason.None)]
    [InlineData("last", Reason.None)] // The last millisecond counts.
    [InlineData("over", Reason.BundleExpired)]
    [InlineData("zero", Reason.BundleExpired)]
    [InlineData("minus-two", Reason.BundleExpired)]
    [InlineData("none", Reason.MissingFeature)]
    [InlineData("constructor", Reason.MissingFeature)]
    [InlineData("toString", Reason.MissingFeature)]
    [InlineData("__proto__", Reason.MissingFeature)]
    [InlineData("Forever", Reason.MissingFeature)]
    [InlineData("", Reason.InvalidRequest)]
    public void Check_Feature(string name, Reason reason) => Answer(Question.Feature(name)).ShouldBe(reason);

    [Theory]
    [InlineData(QuestionKind.None)]
    [InlineData((QuestionKind)200)]
    public void Check_NoQuestion_IsInvalid(QuestionKind kind) => Answer(new Question(kind, "documents.read")).ShouldBe(Reason.InvalidRequest);

    [Fact]
    public void Check_NamesOfAMegabyte_AreDenied()
    {
        var name = new string('*', 1 << 20);
        var state = World.Apply(State, new Change.PermissionAssigned(User, World.Tenant("acme"), "*a*b*", Inherit: false, ActivePeriod.Always));
        foreach (var snapshot in (Snapshot[])[State, state])
        {
            var claim = new SubjectClaim(World.Tenant("acme"), User, SubjectClaim.NoToken);
            snapshot.Check(claim, Question.Permission(name), Now).Reason.ShouldBe(Reason.MissingPermission);
            snapshot.Check(claim, Question.Role(name), Now).Reason.ShouldBe(Reason.MissingRole);
            snapshot.Check(claim, Question.Feature(name), Now).Reason.ShouldBe(Reason.MissingFeature);
            snapshot.Check(claim, Question.PermissionOn("documents.read", new ResourceName(name, "1")), Now).Reason.ShouldBe(Reason.InvalidRequest);
            snapshot.Check(claim, Question.PermissionOn("documents.read", new ResourceName("document", name)), Now).Reason.ShouldBe(Reason.InvalidRequest);
        }
    }

    [Theory]
    [InlineData(QuestionKind.Role, "document", "1")]
    [InlineData(QuestionKind.Feature, "document", "1")]
    [InlineData(QuestionKind.None, "document", "1")]
    [InlineData(QuestionKind.Permission, "", "")]
    [InlineData(QuestionKind.Permission, null, "1")]
    [InlineData(QuestionKind.Permission, "document", null)]
    public void Check_ResourceThatNothingCanBeAskedOf_IsInvalid(QuestionKind kind, string? type, string? id) =>
        Answer(new Question(kind, "viewer") { Resource = new ResourceName(type!, id!) }).ShouldBe(Reason.InvalidRequest);

    [Fact]
    public void Decide_DefaultSubject_Denies() => State.Decide(default, Question.Permission("documents.read"), Now).Reason.ShouldBe(Reason.UnknownSubject);

    [Fact]
    public void Decide_SubjectOfAnEarlierSnapshot_AnswersAsOfThatOne()
    {
        var subject = State.Resolve(new SubjectClaim(World.Tenant("acme"), User, SubjectClaim.NoToken));
        // New roles before the others renumber all of them.
        var later = World.Apply(State, new Change.RolePut("", "a", ["secret"]), new Change.RolePut("", "b", ["secret"]), new Change.RolePut("", "c", ["secret"]));

        later.Decide(subject, Question.Permission("secret"), Now).Reason.ShouldBe(Reason.MissingPermission);
        later.Decide(subject, Question.Permission("documents.read"), Now).Allowed.ShouldBeTrue();
    }

    private static Reason Answer(Question question) =>
        State.Check(new SubjectClaim(World.Tenant("acme"), User, SubjectClaim.NoToken), question, Now).Reason;
}
