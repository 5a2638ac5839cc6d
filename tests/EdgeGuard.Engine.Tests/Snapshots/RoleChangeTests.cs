using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Roles and group mappings change under users whose effective roles were kept.</summary>
public sealed class RoleChangeTests
{
    private const int ManyRoles = 150;

    private static readonly SubjectClaim Claim = new(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken);

    private static readonly Change[] Setup =
    [
        new Change.TenantPut("acme", Suspended: false),
        new Change.RolePut("", "admin", ["a"]),
        new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["admin"]),
        new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
        new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", "u")),
    ];

    public static TheoryData<Change, string, string> Changes => new()
    {
        { new Change.RolePut("", "admin", ["b"]), "b", "admin" },
        { new Change.RoleRemoved("", "admin"), "", "" },
        { new Change.RolePut("acme", "admin", ["c"]), "c", "admin" },
        { new Change.RolePut("acme", "admin", []), "", "admin" },
        { new Change.RolePut("", "aaa", ["b"]), "a", "admin" }, // Renumbers the roles, changes nothing.
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), []), "", "" },
        { new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["admin", "later"]), "a", "admin" },
        { new Change.MemberRemoved(World.Group("acme", "g"), World.User("acme", "u")), "", "" },
        { new Change.TenantFeaturePut(World.Tenant("acme"), "sso", -1), "a", "admin" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Check_AfterTheChange_AnswersByTheNewRolesAndEarlierSnapshotsByTheOld(Change change, string granted, string roles)
    {
        var before = World.Build(Setup);
        Granted(before).ShouldBe("a");
        before.Resolve(Claim).RolesAt(0).ShouldBe("admin");

        var after = World.Apply(before, change);

        for (var round = 0; round < 2; round++)
        {
            Granted(after).ShouldBe(granted);
            after.Resolve(Claim).RolesAt(0).ShouldBe(roles);
            Granted(before).ShouldBe("a");
            before.Resolve(Claim).RolesAt(0).ShouldBe("admin");
        }
    }

    [Fact]
    public void Check_TwoBuildersFromOneSnapshot_DoNotMixTheirRoles()
    {
        var origin = World.Build(Setup);

        var left = World.Apply(origin, new Change.RolePut("", "admin", ["b"]));
        var right = World.Apply(origin, new Change.RolePut("", "admin", ["c"]));

        for (var round = 0; round < 2; round++)
        {
            Granted(left).ShouldBe("b");
            Granted(right).ShouldBe("c");
            Granted(origin).ShouldBe("a");
        }
    }

    [Theory]
    [InlineData(0, 149)] // Global roles alone, over two words.
    [InlineData(60, 40)] // Own roles that no longer fit beside the global ones.
    [InlineData(63, 10)]
    [InlineData(64, 10)]
    [InlineData(40, 20)]
    [InlineData(149, 0)]
    public void Check_MoreRolesThanAWordHolds_AnswersForEach(int global, int own)
    {
        var keys = Enumerable.Range(0, global + own).Select(role => $"role{role:D3}").ToArray();
        var snapshot = World.Build(
        [
            new Change.TenantPut("acme", Suspended: false),
            .. keys.Select((key, role) => new Change.RolePut(role < global ? "" : "acme", key, [$"only.{key}"])),
            .. keys.Select(key => new Change.GroupPut(World.Group("acme", key), World.Tenant("acme"), [key])),
            .. keys.Select(key => new Change.UserPut(World.User("acme", key), World.Tenant("acme"), Active: true, NotBefore: 0)),
            .. keys.Select(key => new Change.MemberAdded(World.Group("acme", key), World.User("acme", key))),
            new Change.UserPut(World.User("acme", "all"), World.Tenant("acme"), Active: true, NotBefore: 0),
            .. keys.Select(key => new Change.MemberAdded(World.Group("acme", key), World.User("acme", "all"))),
        ]);

        for (var round = 0; round < 2; round++)
        {
            for (var role = 0; role < keys.Length; role++)
            {
                var one = Claim with { Subject = World.User("acme", keys[role]) };
                snapshot.Check(one, Question.Permission("only." + keys[role]), 0).Allowed.ShouldBeTrue(keys[role]);
                snapshot.Check(one, Question.Permission("only." + keys[(role + 1) % keys.Length]), 0).Allowed.ShouldBeFalse(keys[role]);
                snapshot.Check(one, Question.Role(keys[role]), 0).Allowed.ShouldBeTrue(keys[role]);
                snapshot.Check(one, Question.Role(keys[(role + 64) % keys.Length]), 0).Allowed.ShouldBe((role + 64) % keys.Length == role);
                snapshot.Resolve(one).RolesAt(0).ShouldBe(keys[role]);

                var all = Claim with { Subject = World.User("acme", "all") };
                snapshot.Check(all, Question.Permission("only." + keys[role]), 0).Allowed.ShouldBeTrue();
                snapshot.Resolve(all).RolesAt(0).ShouldBe(string.Join(',', keys));
            }
        }
    }

    [Fact]
    public void Check_ThousandsOfWideCombinations_AnswersForEach()
    {
        var roles = Enumerable.Range(0, ManyRoles).Select(role => $"r{role:D3}").ToArray();
        var users = Enumerable.Range(0, 5000).Select(user => (Id: $"u{user}", A: user % ManyRoles, B: 64 + (user / ManyRoles * 2 % (ManyRoles - 64)))).ToArray();
        var snapshot = World.Build(
        [
            new Change.TenantPut("acme", Suspended: false),
            .. roles.Select(role => new Change.RolePut("", role, [$"only.{role}"])),
            .. roles.Select(role => new Change.GroupPut(World.Group("acme", role), World.Tenant("acme"), [role])),
            .. users.SelectMany(user => (Change[])
            [
                new Change.UserPut(World.User("acme", user.Id), World.Tenant("acme"), Active: true, NotBefore: 0),
                new Change.MemberAdded(World.Group("acme", roles[user.A]), World.User("acme", user.Id)),
                new Change.MemberAdded(World.Group("acme", roles[user.B]), World.User("acme", user.Id)),
            ]),
        ]);

        foreach (var user in users)
        {
            var claim = Claim with { Subject = World.User("acme", user.Id) };
            snapshot.Check(claim, Question.Permission("only." + roles[user.A]), 0).Allowed.ShouldBeTrue();
            snapshot.Check(claim, Question.Permission("only." + roles[user.B]), 0).Allowed.ShouldBeTrue();
            snapshot.Check(claim, Question.Permission("only." + roles[(user.A + 1) % ManyRoles]), 0).Allowed.ShouldBe((user.A + 1) % ManyRoles == user.B);
            snapshot.Resolve(claim).RolesAt(0).ShouldBe(user.A == user.B ? roles[user.A] : roles[Math.Min(user.A, user.B)] + "," + roles[Math.Max(user.A, user.B)]);
        }
    }

    private static string Granted(Snapshot snapshot) =>
        string.Concat(((string[])["a", "b", "c"]).Where(name => snapshot.Check(Claim, Question.Permission(name), 0).Allowed));
}
