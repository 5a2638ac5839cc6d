using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Roles that bring other roles, global ones and tenants' own.</summary>
public sealed class RoleParentTests
{
    private static readonly SubjectClaim Claim = new(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken);

    private static readonly Change[] Setup =
    [
        new Change.TenantPut("acme", Suspended: false),
        new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["top"]),
        new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
        new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")),
    ];

    public static TheoryData<Change.RolePut[], string, string> Held => new()
    {
        { [Role("", "top", "middle"), Role("", "middle", "low"), Role("", "low")], "middle,low,top", "low,middle,top" },
        { [Role("", "top", "unknown")], "top", "top" },
        { [Role("", "top", "a", "b"), Role("", "a", "c"), Role("", "b", "c"), Role("", "c")], "a,b,c,top", "a,b,c,top" },
        // An own role's parents are own ones first,
        { [Role("acme", "top", "low"), Role("acme", "low"), Role("", "low")], "acme:low,acme:top", "low,top" },
        // then global ones, with all that those bring; a global one brings global ones, whatever hides them.
        { [Role("acme", "top", "middle"), Role("", "middle", "low"), Role("acme", "low"), Role("", "low")], "acme:top,middle,low", "middle,top" },
        { [Role("", "top", "low"), Role("acme", "low"), Role("", "low")], "top,low", "top" },
        // An own role of the key of one that a global role brings.
        { [Role("acme", "top", "low", "middle"), Role("", "middle", "low"), Role("acme", "low"), Role("", "low")], "acme:top,acme:low,middle,low", "low,middle,top" },
    };

    [Theory]
    [MemberData(nameof(Held))]
    public void Check_RoleWithParents_BringsThem(Change.RolePut[] roles, string permissions, string keys)
    {
        foreach (var order in (Change.RolePut[][])[roles, [.. roles.Reverse()]])
        {
            var state = World.Build([.. Setup, .. order]);

            Granted(state).ShouldBe(permissions.Split(','), ignoreOrder: true);
            state.Resolve(Claim).RolesAt(0).ShouldBe(keys);
            string[] names = ["top", "middle", "low", "a", "b", "c", "unknown"];
            names.Where(name => state.Check(Claim, Question.Role(name), 0).Allowed).ShouldBe(keys.Split(','), ignoreOrder: true);
            World.Build([.. state.Export()]).Digest.ShouldBe(state.Digest);
        }
    }

    [Fact]
    public void Check_ParentPutOrChangedLater_IsSeenAtOnce()
    {
        var before = World.Build([.. Setup, Role("", "top", "low")]);
        Granted(before).ShouldBe(["top"]);

        Granted(World.Apply(before, Role("", "low"))).ShouldBe(["low", "top"], ignoreOrder: true);
        Granted(World.Apply(before, Role("", "low"), Role("", "top"))).ShouldBe(["top"]);
        Granted(World.Apply(before, Role("", "low"), new Change.RoleRemoved("", "low"))).ShouldBe(["top"]);
        Granted(World.Apply(before, Role("", "low"), Role("acme", "top", "low"))).ShouldBe(["acme:top", "low"], ignoreOrder: true);
    }

    public static TheoryData<Change.RolePut[], Change.RolePut> Circles => new()
    {
        { [], Role("", "top", "top") },
        { [], Role("acme", "top", "top") },
        { [Role("", "low", "top")], Role("", "top", "low") },
        { [Role("", "low", "middle"), Role("", "middle", "top")], Role("", "top", "a", "low") },
        { [Role("acme", "low", "top")], Role("acme", "top", "low") },
        // It hides a global role that another own one has as its parent.
        { [Role("", "top"), Role("acme", "low", "top")], Role("acme", "top", "low") },
    };

    [Theory]
    [MemberData(nameof(Circles))]
    public void TryApply_RoleAmongItsOwnParents_IsRefused(Change.RolePut[] roles, Change.RolePut put) =>
        World.FaultOf(World.Build([.. Setup, .. roles]), put).ShouldBe("a role among its own parents");

    [Fact]
    public void TryApply_CircleThroughTwoScopes_IsNone()
    {
        // The own top is brought by nothing global: acme:top → low → global top.
        var state = World.Build([.. Setup, Role("", "top"), Role("", "low", "top"), Role("acme", "top", "low")]);

        Granted(state).ShouldBe(["acme:top", "low", "top"], ignoreOrder: true);
    }

    [Fact]
    public void Check_ChainOfRolesOverManyWords_IsFollowedToItsEnd()
    {
        const int Roles = 5000;
        var state = World.Build(
        [
            .. Setup,
            Role("", "top", "r0000"),
            .. Enumerable.Range(0, Roles).Select(role => role < Roles - 1 ? Role("", $"r{role:D4}", $"r{role + 1:D4}") : Role("", $"r{role:D4}")),
        ]);

        for (var round = 0; round < 2; round++)
            state.Check(Claim, Question.Permission($"r{Roles - 1:D4}"), 0).Allowed.ShouldBeTrue();
        World.FaultOf(state, Role("", $"r{Roles - 1:D4}", "top")).ShouldBe("a role among its own parents");
    }

    [Fact]
    public void TryApply_ManyRolesEachBelowManyOthers_LooksAtEachOnce()
    {
        // Ways from the last to the first are 64 to the power of 31.
        const int Wide = StateLimits.MaxRoleParents;
        static string[] Level(int level) => [.. Enumerable.Range(0, Wide).Select(role => $"r{level:D2}-{role:D2}")];
        var state = World.Build(
        [
            .. Setup,
            .. Enumerable.Range(0, 32).SelectMany(level => Level(level).Select(key => Role("", key, level == 0 ? [] : Level(level - 1)))),
        ]);

        World.FaultOf(state, Role("", "r00-00", Level(31))).ShouldBe("a role among its own parents");
        World.FaultOf(state, Role("", "new", Level(31))).ShouldBeNull();
    }

    /// <summary>A role that permits its own name: "key", or "scope:key".</summary>
    private static Change.RolePut Role(string scope, string key, params string[] parents) =>
        new(scope, key, [scope.Length == 0 ? key : $"{scope}:{key}"]) { Parents = [.. parents] };

    private static string[] Granted(Snapshot state)
    {
        string[] names = ["top", "middle", "low", "a", "b", "c"];
        return [.. names.Concat(names.Select(name => "acme:" + name)).Where(name => state.Check(Claim, Question.Permission(name), 0).Allowed)];
    }
}
