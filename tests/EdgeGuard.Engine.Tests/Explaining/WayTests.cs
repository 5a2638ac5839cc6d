using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Explaining;

public class WayTests
{
    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 Ada = World.User("acme", "ada");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("acme", Suspended: false),
        new Change.UserPut(Ada, Acme, Active: true, NotBefore: 0),
        new Change.RoleAssigned(RoleHolder.User(Ada), Acme, "role-0", Inherit: false, ActivePeriod.Always));

    [Fact]
    public void Explain_LongChainOfParents_NamesEachRole()
    {
        var state = World.Apply(State, Enumerable.Range(0, 500).Select(i => new Change.RolePut("", $"role-{i}", i == 499 ? ["read"] : []) { Parents = [$"role-{i + 1}"] }));

        var way = Only(state, Question.Permission("read"));

        way.Pattern.ShouldBe("read");
        way.Path.Roles.ShouldBe(Enumerable.Range(0, 500).Select(i => new RoleName("", $"role-{i}")));
    }

    [Fact]
    public void Explain_RolesThatEachBringTwoThatBringTheSame_LooksAtEachOnce()
    {
        // Sixty levels of two: followed without remembering, that is 2^60 ways.
        var roles = Enumerable.Range(1, 60).SelectMany(level => new[] { "a", "b" }.Select(side =>
            new Change.RolePut("", $"{side}-{level}", level == 60 ? ["read"] : []) { Parents = [$"a-{level + 1}", $"b-{level + 1}"] }));
        var state = World.Apply(State, [new Change.RolePut("", "role-0", []) { Parents = ["a-1", "b-1"] }, .. roles]);

        Only(state, Question.Permission("read")).Path.Roles.Length.ShouldBe(61);
    }

    [Fact]
    public void Explain_RoleOfATenant_NamesWhatItsKeyMeansThere()
    {
        var state = World.Apply(
            State,
            new Change.RolePut("", "role-0", ["write"]),
            new Change.RolePut("acme", "role-0", []) { Parents = ["base"] },
            new Change.RolePut("", "base", ["read"]));

        Only(state, Question.Permission("read")).Path.Roles.ShouldBe([new("acme", "role-0"), new("", "base")]);
        state.Explain(new SubjectClaim(Acme, Ada, 0), Question.Permission("write"), 0).Ways.ShouldBeEmpty();
    }

    [Fact]
    public void Explain_SeveralWays_NamesAll()
    {
        var group = World.Group("acme", "sales");
        var state = World.Apply(
            State,
            new Change.RolePut("", "role-0", ["re*", "read"]),
            new Change.GroupPut(group, Acme, ["role-0"]),
            new Change.MemberAdded(group, Ada),
            new Change.PermissionAssigned(Ada, Acme, "*", Inherit: false, ActivePeriod.Always));

        state.Explain(new SubjectClaim(Acme, Ada, 0), Question.Permission("read"), 0).Ways.Length.ShouldBe(3);
    }

    private static Way.ByRole Only(Snapshot state, Question question) =>
        state.Explain(new SubjectClaim(Acme, Ada, 0), question, 0).Ways.Single().ShouldBeOfType<Way.ByRole>();
}
