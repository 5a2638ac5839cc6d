using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Listing;

/// <summary>States over a few names of every kind, so that rows meet often, and all questions that can be asked over these names.</summary>
internal static class ListWorld
{
    public const long Now = 1000;

    public static readonly string[] Tenants = ["root", "middle", "leaf", "other"];
    public static readonly string[] Features = ["sso", "reports", "export", "nowhere"];
    public static readonly string[] Roles = ["admin", "editor", "viewer"];
    public static readonly string[] Types = ["document", "folder"];

    public static readonly string[] Permissions =
        ["doc.read", "doc.write", "doc.", "doc", "x", "a.read", "doc.*", "doc.read.all", "\n"];

    public static readonly ResourceName[] Resources =
        [new("document", "1"), new("document", "2"), new("document", "3"), new("folder", "1"), new("folder", "2"), new("document", "nowhere")];

    public static readonly Hash128[] Users = [.. Tenants.SelectMany(tenant => new[] { World.User(tenant, "u"), World.User(tenant, "v") })];

    public static readonly Hash128[] Aliases = [.. Tenants.Select(tenant => World.ExternalId(tenant, "u"))];

    public static readonly AttributeSet Custom = AttributeSet.From(JsonDocument.Parse("""{"vip": true}""").RootElement, default);

    private static readonly string[] Patterns = ["doc.read", "doc.*", "*", "*.read", "x", "d*c.*d*", "doc.write", ""];
    private static readonly string Vip = """[{"conditionLogic":"and","conditions":[{"attribute":"vip","negate":false,"op":"is","value":{"boolean":true}}],"treatment":"true"}]""";

    private static readonly Gen<Hash128> Tenant = Any(Tenants).Select(World.Tenant);
    private static readonly Gen<Hash128> User = Any(Users);
    private static readonly Gen<Hash128> Group = Gen.Select(Any(Tenants), Any("g", "h", "i"), World.Group);
    private static readonly Gen<string> Pattern = Any(Patterns[..^1]);
    private static readonly Gen<ActivePeriod> Period = Any(ActivePeriod.Always, ActivePeriod.Always, new(ActivePeriod.Beginning, Now - 1), new(Now, Now), new(Now + 1, ActivePeriod.End));
    private static readonly Gen<long> Expiry = Any(-1, Now - 1, Now);
    private static readonly Gen<ResourceName> Resource = Any(Resources[..^1]);
    private static readonly Gen<RoleHolder> RoleHolder = Gen.OneOf(User.Select(Engine.Snapshots.RoleHolder.User), Group.Select(Engine.Snapshots.RoleHolder.Group));

    private static readonly Gen<Grantee> Grantee =
        Gen.OneOf(User.Select(Engine.Snapshots.Grantee.User), Group.Select(Engine.Snapshots.Grantee.Group), Any(Roles).Select(Engine.Snapshots.Grantee.RoleOf));

    private static readonly Gen<ImmutableArray<string>> RoleKeys = Set(Roles);
    private static readonly Gen<ImmutableArray<string>> FeatureKeys = Set(Features[..^1]);

    private static readonly Change[] Ground =
    [
        new Change.TenantPut("root", Suspended: false), new Change.TenantPut("middle", Suspended: false, "root"),
        new Change.TenantPut("leaf", Suspended: false, "middle"), new Change.TenantPut("other", Suspended: false),
        .. Tenants.SelectMany(tenant => new Change[]
        {
            new Change.UserPut(World.User(tenant, "u"), World.Tenant(tenant), Active: true, NotBefore: 0),
            new Change.UserPut(World.User(tenant, "v"), World.Tenant(tenant), Active: true, NotBefore: 0),
            new Change.AliasPut(World.ExternalId(tenant, "u"), World.User(tenant, "u")),
        }),
    ];

    /// <summary>Changes of every kind; many are refused.</summary>
    public static readonly Gen<Change> Changes = Gen.Frequency(
        (1, Gen.Select(Any(Tenants), Gen.Int[0, 6], Any("", "root", "middle"), (key, dice, parent) => (Change)new Change.TenantPut(key, dice == 0, parent))),
        (1, Gen.Select(User, Any(Tenants), Gen.Int[0, 3], (user, tenant, dice) => (Change)new Change.UserPut(user, World.Tenant(tenant), dice != 0, dice == 1 ? 5 : 0))),
        (1, Gen.Select(Any(Aliases), User, (alias, user) => (Change)new Change.AliasPut(alias, user))),
        (1, Any(Aliases).Select(alias => (Change)new Change.AliasRemoved(alias))),
        (4, Gen.Select(Any("", "", "root", "leaf"), Any(Roles), Any(Patterns).Array[0, 3], RoleKeys, (scope, key, patterns, parents) =>
            (Change)new Change.RolePut(scope, key, [.. patterns]) { Parents = parents.Remove(key) })),
        (1, Gen.Select(Any("", "root", "leaf"), Any(Roles), (scope, key) => (Change)new Change.RoleRemoved(scope, key))),
        (4, Gen.Select(Any(Tenants), Any("g", "h", "i"), RoleKeys, (tenant, id, roles) => (Change)new Change.GroupPut(World.Group(tenant, id), World.Tenant(tenant), roles))),
        (6, Gen.Select(Group, User, (group, user) => (Change)new Change.MemberAdded(group, user))),
        (1, Gen.Select(Group, User, (group, user) => (Change)new Change.MemberRemoved(group, user))),
        (2, Gen.Select(Group, Group, (parent, child) => (Change)new Change.GroupNested(parent, child))),
        (4, Gen.Select(RoleHolder, Tenant, Any(Roles), Gen.Bool, Period, (holder, tenant, role, inherit, period) =>
            (Change)new Change.RoleAssigned(holder, tenant, role, inherit, period))),
        (3, Gen.Select(User, Tenant, Pattern, Gen.Bool, Period, (user, tenant, pattern, inherit, period) =>
            (Change)new Change.PermissionAssigned(user, tenant, pattern, inherit, period))),
        (3, Gen.Select(Any(Features[..^1]), Set(Patterns[..^1]), (key, links) => (Change)new Change.FeaturePut(key, links))),
        (1, Any(Features).Select(key => (Change)new Change.FeatureRemoved(key))),
        (2, Gen.Select(Tenant, Any(Features[..^1]), Expiry, (tenant, key, at) => (Change)new Change.TenantFeaturePut(tenant, key, at))),
        (2, Gen.Select(Any("basic", "pro"), FeatureKeys, Any("true", "false"), Any("[]", Vip), (key, keys, treatment, rules) =>
            (Change)new Change.PlanPut(key, keys, treatment, rules))),
        (2, Gen.Select(Gen.OneOf(User.Select(PlanHolder.User), Tenant.Select(PlanHolder.Tenant)), Any("basic", "pro"), Gen.Bool, Expiry, (holder, plan, inherit, at) =>
            (Change)new Change.PlanAssigned(holder, plan, inherit, ActivePeriod.Beginning, at))),
        (1, Gen.Select(Any(Features[..^1]), Gen.Bool, Any("[]", Vip), (feature, on, rules) => (Change)new Change.FlagPut(feature, on, "false", "false", rules))),
        (8, Gen.Select(Tenant, Resource, Grantee, Pattern, Period, (tenant, resource, grantee, pattern, period) =>
            (Change)new Change.GrantPut(tenant, resource, grantee, pattern, period))),
        (1, Gen.Select(Tenant, Resource, Grantee, Pattern, (tenant, resource, grantee, pattern) => (Change)new Change.GrantRemoved(tenant, resource, grantee, pattern))),
        (4, Gen.Select(Tenant, Resource, Resource, (tenant, resource, parent) => (Change)new Change.ResourceParentPut(tenant, resource, parent))),
        (1, Gen.Select(Tenant, Resource, (tenant, resource) => (Change)new Change.ResourceParentRemoved(tenant, resource))));

    public static readonly Gen<Snapshot> States = Changes.Array[0, 80].Select(changes => Build(World.Build(Ground), changes));

    public static readonly Gen<PageRequest> Request =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 12], (items, rows) => new PageRequest { MaxItems = items, MaxRows = rows });

    /// <summary>Every claim of a user, by its id or an alias, in every tenant.</summary>
    public static IEnumerable<SubjectClaim> Claims =>
        from tenant in Tenants from user in Users.Concat(Aliases) select new SubjectClaim(World.Tenant(tenant), user, SubjectClaim.NoToken);

    /// <summary>The state after those changes that are not refused.</summary>
    public static Snapshot Build(Snapshot start, IEnumerable<Change> changes)
    {
        var builder = start.ToBuilder();
        foreach (var change in changes)
            builder.TryApply(change, out _);
        return builder.Build(World.Epoch, start.Version + 1);
    }

    public static bool Allows(this Snapshot snapshot, SubjectClaim claim, Question question, AttributeSet? attributes = null) =>
        snapshot.Check(claim, question with { Attributes = attributes }, Now).Allowed;

    /// <summary>All pages together, each as short as asked for, and none without end.</summary>
    public static List<T> All<T>(PageRequest request, Func<PageRequest, PageResult<T>> list)
    {
        var items = new List<T>();
        for (var pages = 0; ; pages++)
        {
            pages.ShouldBeLessThan(10_000);
            var (page, refusal) = list(request);
            refusal.ShouldBe(CursorRefusal.None);
            page.ShouldNotBeNull();
            page.Items.Length.ShouldBeLessThanOrEqualTo(Math.Max(1, request.MaxItems));
            page.Now.ShouldBe(Now);
            items.AddRange(page.Items);
            if (page.Next is null)
                return items;
            request = request with { Cursor = page.Next };
        }
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<ImmutableArray<string>> Set(string[] values) =>
        Any(values).Array[0, 2].Select(keys => keys.Distinct().Order(StringComparer.Ordinal).ToImmutableArray());
}
