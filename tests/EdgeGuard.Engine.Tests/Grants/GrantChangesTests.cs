using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Grants.GrantWorld;

namespace EdgeGuard.Engine.Tests.Grants;

public sealed class GrantChangesTests
{
    private static readonly ResourceName Long = new("document", new string('x', ResourceName.MaxIdLength + 1));

    private static readonly Snapshot State = World.Apply(
        Bare,
        Grant(Document("a"), Grantee.User(Bob), "read"),
        Grant(Document("a"), Grantee.Group(Guests), "read"),
        Grant(Document("a"), Grantee.RoleOf("viewer"), "documents.*"),
        Inside(Document("a"), Folder("f")),
        Inside(Folder("f"), Folder("g")),
        new Change.ResourceParentPut(Hooli, Document("a"), Folder("f")));

    public static TheoryData<Change, string> Refused
    {
        get
        {
            var put = Grant(Document("a"), Grantee.User(Bob), "read");
            return new()
            {
                { put with { Tenant = World.Tenant("nobody") }, "an unknown tenant" },
                { put with { Resource = new ResourceName("", "a") }, "the resource's type is empty" },
                { put with { Resource = new ResourceName(null!, "a") }, "the resource's type is missing" },
                { put with { Resource = new ResourceName("document", null!) }, "the resource's id is missing" },
                { put with { Resource = new ResourceName(new string('x', 129), "a") }, "the resource's type has more than 128 characters" },
                { put with { Resource = Long }, "the resource's id has more than 1,024 characters" },
                { put with { Resource = Document("a\uD800") }, "the resource's id has half a surrogate pair at 1" },
                { put with { Permission = "" }, "the permission is empty" },
                { put with { Permission = null! }, "the permission is missing" },
                { put with { Permission = new string('x', 1025) }, "the permission has more than 1,024 characters" },
                { put with { Permission = "\uDC00" }, "the permission has half a surrogate pair at 0" },
                { put with { Grantee = Grantee.User(World.User("acme", "nobody")) }, "an unknown user" },
                { put with { Grantee = Grantee.User(World.ExternalId("acme", "e")) }, "an unknown user" },
                { put with { Grantee = Grantee.Group(World.Group("acme", "nobody")) }, "an unknown group" },
                { put with { Grantee = Grantee.RoleOf("") }, "the grantee's role is empty" },
                { put with { Grantee = Grantee.RoleOf(null!) }, "the grantee's role is missing" },
                { put with { Grantee = Grantee.RoleOf(new string('x', 257)) }, "the grantee's role has more than 256 characters" },
                { put with { Grantee = default }, "a grantee that is not one user, one group or one role" },
                { put with { Grantee = new Grantee(HolderKind.Tenant, Acme, "") }, "a grantee that is not one user, one group or one role" },
                { put with { Grantee = new Grantee(HolderKind.User, Bob, "editor") }, "a grantee that is not one user, one group or one role" },
                { put with { Grantee = new Grantee(HolderKind.Group, Staff, null!) }, "a grantee that is not one user, one group or one role" },
                { put with { Grantee = new Grantee(HolderKind.Role, Bob, "editor") }, "a grantee that is not one user, one group or one role" },
                { put with { Period = new ActivePeriod(2, 1) }, "a period that ends before it begins, or of instants that do not exist" },
                { put with { Period = new ActivePeriod(ActivePeriod.LastInstant + 1, ActivePeriod.End) }, "a period that ends before it begins, or of instants that do not exist" },
                { new Change.GrantRemoved(World.Tenant("nobody"), Document("a"), Grantee.User(Bob), "read"), "an unknown tenant" },
                { new Change.GrantRemoved(Acme, Document("a"), Grantee.User(World.User("acme", "nobody")), "read"), "an unknown user" },
                { new Change.GrantRemoved(Acme, Document("a"), Grantee.Group(World.Group("acme", "nobody")), "read"), "an unknown group" },
                { new Change.GrantRemoved(Acme, default, Grantee.User(Bob), "read"), "the resource's type is missing" },
                { new Change.GrantRemoved(Acme, Document("a"), Grantee.User(Bob), null!), "the permission is missing" },
                { new Change.ResourceParentPut(World.Tenant("nobody"), Document("a"), Folder("f")), "an unknown tenant" },
                { Inside(default, Folder("f")), "the resource's type is missing" },
                { Inside(Document("a"), Long), "the parent's id has more than 1,024 characters" },
                { Inside(Folder("n"), Folder("n")), "a resource that would lie in itself: folder:n in folder:n" },
                { Inside(Folder("g"), Document("a")), "a resource that would lie in itself: folder:g in document:a in folder:f in folder:g" },
                { new Change.ResourceParentRemoved(World.Tenant("nobody"), Document("a")), "an unknown tenant" },
                { new Change.ResourceParentRemoved(Acme, Document("a\uD800")), "the resource's id has half a surrogate pair at 1" },
            };
        }
    }

    public static TheoryData<Change> WithoutEffect => new()
    {
        { Grant(Document("a"), Grantee.User(Bob), "read") },
        { Inside(Document("a"), Folder("f")) },
        { new Change.GrantRemoved(Acme, Document("n"), Grantee.User(Bob), "read") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.User(Ann), "read") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.User(Bob), "write") },
        { new Change.GrantRemoved(Hooli, Document("a"), Grantee.User(Bob), "read") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.RoleOf("nobody"), "read") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.RoleOf(""), "read") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.RoleOf(new string('x', 100_000)), "read") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.User(Bob), "") },
        { new Change.GrantRemoved(Acme, Document("a"), Grantee.User(Bob), new string('x', 100_000)) },
        { new Change.GrantRemoved(Acme, Long, Grantee.User(Bob), "read") },
        { new Change.GrantRemoved(Acme, new ResourceName("", ""), Grantee.User(Bob), "read") },
        { new Change.ResourceParentRemoved(Acme, Document("n")) },
        { new Change.ResourceParentRemoved(Acme, Long) },
        { new Change.ResourceParentRemoved(Acme, new ResourceName("", "a")) },
        { new Change.ResourceParentRemoved(Acme, Folder("g")) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void TryApply_BrokenRule_IsNamedAndNothingIsApplied(Change change, string fault)
    {
        var builder = State.ToBuilder();

        builder.TryApply(change, out var actual).ShouldBeFalse();

        actual.ShouldBe(fault);
        var after = builder.Build(State.Epoch, 2);
        after.Digest.ShouldBe(State.Digest);
        after.Export().ShouldBe(State.Export());
    }

    [Theory]
    [MemberData(nameof(WithoutEffect))]
    public void TryApply_NothingToDo_LeavesTheState(Change change)
    {
        var after = World.Apply(State, change);

        after.Digest.ShouldBe(State.Digest);
        after.Export().ShouldBe(State.Export());
    }

    [Fact]
    public void GrantPut_Again_ReplacesThePeriod()
    {
        var put = Grant(Document("a"), Grantee.User(Bob), "read") with { Period = new ActivePeriod(5, 6) };

        var after = World.Apply(State, put);

        after.Export().OfType<Change.GrantPut>().Count(grant => grant.Grantee == put.Grantee).ShouldBe(1);
        after.Export().ShouldContain(put);
        after.Digest.ShouldBe(World.Build([.. after.Export()]).Digest);
    }

    [Fact]
    public void ResourceParentPut_Elsewhere_MovesTheResourceAndForgetsThePlaceThatNoRowSpeaksOf()
    {
        var after = World.Apply(State, Inside(Folder("f"), Folder("h")), Grant(Folder("h"), Grantee.User(Ann), "read"));

        Ask(after, Ann, "read", Document("a")).ShouldBe(Reason.None);
        after.Export().OfType<Change.ResourceParentPut>().ShouldNotContain(put => put.Parent == Folder("g"));
        World.Apply(after, Inside(Folder("g"), Document("a"))).Digest.ShouldNotBe(after.Digest);
    }

    [Fact]
    public void ResourceParentPut_CircleOfManyResources_NamesBothItsEnds()
    {
        var chain = Enumerable.Range(0, 100).Select(i => Inside(Folder($"{i}"), Folder($"{i + 1}")));
        var state = World.Apply(Bare, chain);

        var fault = World.FaultOf(state, Inside(Folder("100"), Folder("0")));

        fault.ShouldBe("a resource that would lie in itself: folder:100 in folder:0 in folder:1 in folder:2 in … 94 more … in folder:97 in folder:98 in folder:99 in folder:100");
    }

    [Fact]
    public void ResourceParentPut_InTooManyResources_IsRefusedFromAboveAndFromBelow()
    {
        const string Fault = "a resource that lies in more than 100 others, one in the other";
        var state = World.Apply(Bare, Enumerable.Range(0, StateLimits.MaxResourceDepth).Select(i => Inside(Folder($"{i}"), Folder($"{i + 1}"))));

        World.FaultOf(state, Inside(Document("a"), Folder("0"))).ShouldBe(Fault);
        World.FaultOf(state, Inside(Document("a"), Folder("1"))).ShouldBeNull();
        World.FaultOf(state, Inside(Folder("100"), Folder("top"))).ShouldBe(Fault);
        World.FaultOf(state, Inside(Folder("99"), Folder("top"))).ShouldBeNull();

        state = World.Apply(state, new Change.ResourceParentRemoved(Acme, Folder("0")), Inside(Folder("100"), Folder("top")));
        World.FaultOf(state, Inside(Document("a"), Folder("1"))).ShouldBe(Fault);
        state = World.Apply(state, Inside(Folder("50"), Folder("n")), Inside(Folder("1"), Folder("0")));
        World.FaultOf(state, Inside(Document("a"), Folder("0"))).ShouldBeNull();
        World.FaultOf(state, Inside(Folder("51"), Folder("0"))).ShouldBeNull();
        World.FaultOf(World.Apply(state, Inside(Folder("51"), Folder("0"))), Inside(Document("a"), Folder("51"))).ShouldBeNull();
        World.FaultOf(World.Apply(state, Inside(Folder("n"), Folder("51"))), Inside(Document("a"), Folder("2"))).ShouldBe(Fault);
    }

    [Fact]
    public void TryApply_ManyGrants_AreUndoneWithoutTrace()
    {
        var puts = Enumerable.Range(0, 500).Select(i => Grant(Document($"{i % 70}"), i % 2 == 0 ? Grantee.User(Ann) : Grantee.RoleOf($"r{i % 9}"), $"p{i}")).ToList();
        var parents = Enumerable.Range(0, 70).Select(i => Inside(Document($"{i}"), Folder($"{i % 5}"))).ToList();

        var full = World.Apply(Bare, [.. puts, .. parents]);
        var empty = World.Apply(
            full,
            [.. puts.Select(put => new Change.GrantRemoved(put.Tenant, put.Resource, put.Grantee, put.Permission)),
             .. parents.Select(put => new Change.ResourceParentRemoved(put.Tenant, put.Resource))]);

        full.Export().OfType<Change.GrantPut>().ToHashSet().SetEquals(puts).ShouldBeTrue();
        empty.Digest.ShouldBe(Bare.Digest);
        empty.Export().ShouldBe(Bare.Export());
    }

    [Fact]
    public void Removal_OfWhatGrantsName_IsRefusedUntilTheyAreGone()
    {
        Change[] removals = [new Change.UserRemoved(Bob), new Change.GroupRemoved(Guests)];
        foreach (var removal in removals)
            World.FaultOf(State, removal).ShouldNotBeNull();

        var without = World.Apply(
            State,
            new Change.GrantRemoved(Acme, Document("a"), Grantee.User(Bob), "read"),
            new Change.GrantRemoved(Acme, Document("a"), Grantee.Group(Guests), "read"));

        foreach (var removal in removals)
            World.FaultOf(without, removal).ShouldBeNull();
    }

    [Fact]
    public void TenantRemoved_WithResources_IsRefusedUntilTheyAreGone()
    {
        var state = World.Apply(State, new Change.UserRemoved(World.User("hooli", "eve")));

        World.FaultOf(state, new Change.TenantRemoved("hooli")).ShouldNotBeNull();
        World.FaultOf(World.Apply(state, new Change.ResourceParentRemoved(Hooli, Document("a"))), new Change.TenantRemoved("hooli")).ShouldBeNull();
    }
}
