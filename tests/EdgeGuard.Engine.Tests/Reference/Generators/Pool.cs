using System.Collections.Immutable;
using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>A few names of each kind, hostile ones among them, so that what is generated meets often.</summary>
internal static class Pool
{
    public static readonly string[] Tenants = ["acme", "east", "shop", "stall", "globex"];

    /// <summary>Enough tenants for a chain that is too long.</summary>
    public static readonly string[] Chain = [.. Enumerable.Range(0, StateLimits.MaxTenantDepth + 3).Select(index => $"link{index}")];

    /// <summary>A tenant, a user and a group that only <see cref="Leavings"/> speaks of.</summary>
    public const string LoneTenant = "lone";

    public static readonly string[] RoleKeys = ["admin", "editor", "viewer", "__proto__"];
    public static readonly string[] FeatureKeys = ["sso", "reports", "__proto__"];
    public static readonly string[] PlanKeys = ["basic", "pro", "*"];
    public static readonly string[] PermissionNames = ["docs.read", "docs.write", "docs.", "docs", "a\nb", "*", "x", "__proto__"];

    public static readonly string[] Patterns =
        ["docs.read", "docs.*", "*", "*.read", "a*b", "d*c*.*e", "docs.**", "docs", "x|y", "x", "__proto__", "*o*", "docs.r", "docs.rea*ead"];

    public static readonly string[] ResourceTypes = ["document", "folder"];
    public static readonly string[] ResourceIds = ["1", "__proto__"];

    public static readonly string[] UserIds = ["u1", "u2"];
    public static readonly string[] GroupIds = ["g1", "g2"];
    private static readonly string[] AliasIds = ["e1", "e2"];
    public static readonly string[] Homes = ["acme", "east", "globex"];

    private static readonly string[] Unfit = ["", null!, new('k', StateLimits.MaxKey + 1), new('k', 100_000), "\ud800", "a\udc00"];

    public static Hash128 LoneUser { get; } = World.User("acme", LoneTenant);

    public static Hash128 LoneGroup { get; } = World.Group("acme", LoneTenant);

    /// <summary>What hashes stand for, to tell a story by.</summary>
    public static IReadOnlyDictionary<Hash128, string> NameOf { get; } = Names();

    public static Gen<string> Tenant { get; } = Any("acme", "acme", "acme", "east", "east", "shop", "shop", "stall", "globex");

    public static Gen<string> AnyTenant { get; } = Gen.Frequency((40, Tenant), (1, Gen.Const("nowhere")));

    public static Gen<Hash128> TenantHash { get; } = AnyTenant.Select(key => World.Tenant(key));

    /// <summary>A user and its tenant.</summary>
    public static Gen<(string Home, Hash128 Hash)> UserAtHome { get; } =
        Gen.Select(Home(), Any(UserIds), (home, id) => (home, World.User(home, id)));

    public static Gen<Hash128> User { get; } = Gen.Frequency(
        (40, UserAtHome.Select(user => user.Hash)), (1, Gen.Const(World.User("acme", "nobody"))), (1, Gen.Const(default(Hash128))));

    /// <summary>A group and its tenant.</summary>
    public static Gen<(string Home, Hash128 Hash)> GroupAtHome { get; } =
        Gen.Select(Home(), Any(GroupIds), (home, id) => (home, World.Group(home, id)));

    public static Gen<Hash128> Group { get; } = Gen.Frequency(
        (40, GroupAtHome.Select(group => group.Hash)), (1, Gen.Const(World.Group("acme", "nobody"))), (1, Gen.Const(default(Hash128))));

    /// <summary>A group and a user, nearly always of one tenant.</summary>
    public static Gen<(Hash128 Group, Hash128 User)> Member { get; } = Gen.Frequency(
        (20, Gen.Select(Home(), Any(GroupIds), Any(UserIds), (home, group, user) => (World.Group(home, group), World.User(home, user)))),
        (1, Gen.Select(Group, User, (group, user) => (group, user))));

    /// <summary>Two groups, nearly always of one tenant.</summary>
    public static Gen<(Hash128 Parent, Hash128 Child)> Nesting { get; } = Gen.Frequency(
        (10, Gen.Select(Home(), Any(GroupIds), Any(GroupIds), (home, parent, child) => (World.Group(home, parent), World.Group(home, child)))),
        (1, Gen.Select(Group, Group, (parent, child) => (parent, child))));

    /// <summary>An alias, or once in a while a user's own id.</summary>
    public static Gen<Hash128> Alias { get; } = Gen.Frequency(
        (12, Gen.Select(Home(), Any(AliasIds), (home, id) => World.ExternalId(home, id))), (1, User));

    public static Gen<ResourceName> Resource { get; } = Gen.Frequency(
        (60, Gen.Select(Any(ResourceTypes), Any(ResourceIds), (type, id) => new ResourceName(type, id))),
        (1, Gen.Select(Gen.OneOf(Any(Unfit), Any(ResourceTypes)), Any(Unfit), (type, id) => new ResourceName(type, id))));

    public static Gen<ActivePeriod> Period { get; } = Gen.Frequency(
        (6, Gen.Const(ActivePeriod.Always)),
        (3, Instants.Bound.Select(from => new ActivePeriod(from, ActivePeriod.End))),
        (3, Instants.Bound.Select(until => new ActivePeriod(ActivePeriod.Beginning, until))),
        (2, Gen.Select(Instants.Bound, Instants.Bound, (from, until) => new ActivePeriod(from, until))));

    /// <summary>One of these, or rarely a text that no row may have.</summary>
    public static Gen<string> Key(string[] names) => Gen.Frequency((80, Any(names)), (1, Any(Unfit)));

    /// <summary>A list as it should be, or rarely one that is not.</summary>
    public static Gen<ImmutableArray<string>> SortedKeys(string[] names, int most) => Gen.Frequency(
        (60, Any(names).Array[0, most].Select(keys => keys.Distinct().Order(StringComparer.Ordinal).ToImmutableArray())),
        (1, Any(names).Array[2, most + 2].Select(keys => keys.ToImmutableArray())),
        (1, Any(Unfit).Select(unfit => ImmutableArray.Create(unfit))),
        (1, Gen.Const(default(ImmutableArray<string>))));

    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string> Home() => Gen.Frequency((5, Gen.Const("acme")), (2, Gen.Const("east")), (1, Gen.Const("globex")));

    private static Dictionary<Hash128, string> Names()
    {
        var names = new Dictionary<Hash128, string>
        {
            [default] = "none",
            [World.Tenant("nowhere")] = "nowhere",
            [World.User("acme", "nobody")] = "acme/nobody",
            [World.Group("acme", "nobody")] = "acme/nobody",
            [World.Tenant(LoneTenant)] = LoneTenant,
            [LoneUser] = "acme/lone",
            [LoneGroup] = "acme/lone",
        };
        foreach (var tenant in Tenants.Concat(Chain))
            names[World.Tenant(tenant)] = tenant;
        foreach (var home in Homes)
        {
            foreach (var id in UserIds)
                names[World.User(home, id)] = $"{home}/{id}";
            foreach (var id in GroupIds)
                names[World.Group(home, id)] = $"{home}/{id}";
            foreach (var id in AliasIds)
                names[World.ExternalId(home, id)] = $"{home}/{id}";
        }

        return names;
    }
}
