using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Tests.Contracts;

/// <summary>Fixed entries for golden files and sizes, and generators of arbitrary ones.</summary>
internal static class Samples
{
    public static readonly Epoch Epoch = new(Hash(0xe0));

    private static readonly Gen<string> Key = Gen.String[Gen.Char.AlphaNumeric, 1, 64];
    private static readonly Gen<Hash128> AnyHash = Gen.Select(Gen.ULong, Gen.ULong, (low, high) => new Hash128(low, high));

    // Few distinct hashes, so that runs of one group or one user come up.
    private static readonly Gen<Hash128> FewHashes = Gen.ULong[1, 4].Select(n => new Hash128(n, ~n));
    private static readonly Gen<ImmutableArray<string>> Keys = Key.Array[0, 5].Select(a => a.ToImmutableArray());

    private static readonly Gen<string> Json = Gen.String[Gen.Char.AlphaNumeric, 0, 5000];
    private static readonly Gen<ActivePeriod> Period = Gen.Select(Gen.Long, Gen.Long, (from, until) => new ActivePeriod(from, until));
    private static readonly Gen<ResourceName> Resource = Gen.Select(Key, Key, (type, id) => new ResourceName(type, id));
    private static readonly Gen<RoleHolder> Holder = Gen.Select(Gen.Bool, AnyHash, (user, hash) => user ? RoleHolder.User(hash) : RoleHolder.Group(hash));
    private static readonly Gen<PlanHolder> PlanOwner = Gen.Select(Gen.Bool, AnyHash, (user, hash) => user ? PlanHolder.User(hash) : PlanHolder.Tenant(hash));
    private static readonly Gen<Grantee> AnyGrantee = Gen.OneOf(AnyHash.Select(Grantee.User), AnyHash.Select(Grantee.Group), Key.Select(Grantee.RoleOf));

    private static readonly Gen<Change> AnyDirectoryChange = Gen.OneOf(
        Gen.Select(Key, Gen.Bool, Key, (k, s, p) => (Change)new Change.TenantPut(k, s, p)),
        Gen.Select(AnyHash, AnyHash, (p, c) => (Change)new Change.GroupNested(p, c)),
        Gen.Select(AnyHash, AnyHash, (p, c) => (Change)new Change.GroupUnnested(p, c)),
        Gen.Select(AnyHash, Json, (u, a) => (Change)new Change.UserAttributesPut(u, a)),
        AnyHash.Select(u => (Change)new Change.UserAttributesRemoved(u)));

    private static readonly Gen<Change> AnyCatalogChange = Gen.OneOf(
        Gen.Select(Key, Key, Keys, Keys, (s, k, p, r) => (Change)new Change.RolePut(s, k, p) { Parents = r }),
        Gen.Select(Key, Keys, (k, l) => (Change)new Change.FeaturePut(k, l)),
        Key.Select(k => (Change)new Change.FeatureRemoved(k)),
        Gen.Select(Key, Keys, Key, Json, (k, f, t, r) => (Change)new Change.PlanPut(k, f, t, r)),
        Key.Select(k => (Change)new Change.PlanRemoved(k)),
        Gen.Select(Key, Gen.Bool, Key, Key, Json, (f, on, off, t, r) => (Change)new Change.FlagPut(f, on, off, t, r)),
        Key.Select(k => (Change)new Change.FlagRemoved(k)));

    private static readonly Gen<Change> AnyRightsChange = Gen.OneOf(
        Gen.Select(PlanOwner, Key, Gen.Bool, Gen.Long, Gen.Long, (h, p, i, a, e) => (Change)new Change.PlanAssigned(h, p, i, a, e)),
        Gen.Select(PlanOwner, Key, (h, p) => (Change)new Change.PlanUnassigned(h, p)),
        Gen.Select(Holder, AnyHash, Key, Gen.Bool, Period, (h, t, r, i, p) => (Change)new Change.RoleAssigned(h, t, r, i, p)),
        Gen.Select(Holder, AnyHash, Key, (h, t, r) => (Change)new Change.RoleUnassigned(h, t, r)),
        Gen.Select(AnyHash, AnyHash, Key, Gen.Bool, Period, (u, t, n, i, p) => (Change)new Change.PermissionAssigned(u, t, n, i, p)),
        Gen.Select(AnyHash, AnyHash, Key, (u, t, n) => (Change)new Change.PermissionUnassigned(u, t, n)));

    private static readonly Gen<Change> AnyGrantChange = Gen.OneOf(
        Gen.Select(AnyHash, Resource, AnyGrantee, Key, Period, (t, r, g, p, a) => (Change)new Change.GrantPut(t, r, g, p, a)),
        Gen.Select(AnyHash, Resource, AnyGrantee, Key, (t, r, g, p) => (Change)new Change.GrantRemoved(t, r, g, p)),
        Gen.Select(AnyHash, Resource, Resource, (t, r, p) => (Change)new Change.ResourceParentPut(t, r, p)),
        Gen.Select(AnyHash, Resource, (t, r) => (Change)new Change.ResourceParentRemoved(t, r)));

    public static Gen<Change> AnyChange { get; } = Gen.OneOf(
        AnyDirectoryChange,
        AnyCatalogChange,
        AnyRightsChange,
        AnyGrantChange,
        Gen.Select(Key, Gen.Bool, (k, s) => (Change)new Change.TenantPut(k, s)),
        Key.Select(k => (Change)new Change.TenantRemoved(k)),
        Gen.Select(Key, Key, Keys, (s, k, p) => (Change)new Change.RolePut(s, k, p)),
        Gen.Select(Key, Key, (s, k) => (Change)new Change.RoleRemoved(s, k)),
        Gen.Select(AnyHash, Key, Gen.Long, (t, f, e) => (Change)new Change.TenantFeaturePut(t, f, e)),
        Gen.Select(AnyHash, Key, (t, f) => (Change)new Change.TenantFeatureRemoved(t, f)),
        Gen.Select(AnyHash, AnyHash, Keys, (g, t, r) => (Change)new Change.GroupPut(g, t, r)),
        AnyHash.Select(g => (Change)new Change.GroupRemoved(g)),
        Gen.Select(AnyHash, AnyHash, Gen.Bool, Gen.Long, (u, t, a, n) => (Change)new Change.UserPut(u, t, a, n)),
        AnyHash.Select(u => (Change)new Change.UserRemoved(u)),
        Gen.Select(AnyHash, AnyHash, (a, u) => (Change)new Change.AliasPut(a, u)),
        AnyHash.Select(a => (Change)new Change.AliasRemoved(a)));

    public static Gen<Change> AnyMembership { get; } = Gen.OneOf(
        Gen.Select(FewHashes, FewHashes, (g, u) => (Change)new Change.MemberAdded(g, u)),
        Gen.Select(FewHashes, FewHashes, (g, u) => (Change)new Change.MemberRemoved(g, u)));

    public static Gen<LogEntry> AnyEntry { get; } = Gen.Select(
        AnyHash, Gen.Long[1, MessageLimits.MaxVersion], Gen.Bool, Gen.Long, AnyHash, Gen.OneOf(AnyChange, AnyMembership).Array[0, 40],
        (epoch, version, fenced, at, digest, changes) => new LogEntry(new Epoch(epoch), version, fenced, at, digest, [.. changes]));

    /// <summary>The kinds of change of the first release.</summary>
    public static IEnumerable<Change> OneOfEach =>
    [
        new Change.TenantPut("acme", Suspended: true),
        new Change.TenantRemoved("globex"),
        new Change.RolePut("acme", "admin", ["documents.*", "users.read"]),
        new Change.RoleRemoved(string.Empty, "viewer"),
        new Change.TenantFeaturePut(Hash(1), "export", 1_800_000_000_000),
        new Change.TenantFeatureRemoved(Hash(1), "import"),
        new Change.GroupPut(Hash(2), Hash(1), ["admin", "viewer"]),
        new Change.GroupRemoved(Hash(3)),
        new Change.UserPut(Hash(4), Hash(1), Active: false, NotBefore: 1_750_000_000_000),
        new Change.UserRemoved(Hash(5)),
        new Change.AliasPut(Hash(6), Hash(4)),
        new Change.AliasRemoved(Hash(7)),
        new Change.MemberAdded(Hash(2), Hash(4)),
        new Change.MemberAdded(Hash(2), Hash(8)),
        new Change.MemberRemoved(Hash(2), Hash(9)),
        new Change.MemberRemoved(Hash(3), Hash(9)),
        new Change.MemberAdded(Hash(10), Hash(11)),
        new Change.MemberAdded(Hash(12), Hash(11)),
    ];

    /// <summary>The kinds of change, and the fields of older ones, that came later.</summary>
    public static IEnumerable<Change> OneOfEachLater =>
    [
        new Change.TenantPut("acme-berlin", Suspended: false, Parent: "acme"),
        new Change.RolePut(string.Empty, "editor", ["documents.edit"]) { Parents = ["auditor", "viewer"] },
        new Change.GroupNested(Hash(2), Hash(3)),
        new Change.GroupUnnested(Hash(2), Hash(12)),
        new Change.UserAttributesPut(Hash(4), "{\"department\":\"R&D\",\"hired\":{\"date\":\"2024-02-29\"}}"),
        new Change.UserAttributesRemoved(Hash(5)),
        new Change.FeaturePut("export", ["documents.export", "reports.*"]),
        new Change.FeatureRemoved("import"),
        new Change.PlanPut("pro", ["export", "sso"], "false", "[{\"conditionLogic\":\"and\",\"conditions\":[],\"treatment\":\"true\"}]"),
        new Change.PlanRemoved("free"),
        new Change.FlagPut("export", On: true, OffTreatment: "false", DefaultTreatment: "true", Rules: "[]"),
        new Change.FlagRemoved("import"),
        new Change.PlanAssigned(PlanHolder.Tenant(Hash(1)), "pro", Inherit: true, ActivePeriod.Beginning, ExpiresAt: -1),
        new Change.PlanAssigned(PlanHolder.User(Hash(4)), "trial", Inherit: false, 1_750_000_000_000, 1_760_000_000_000),
        new Change.PlanUnassigned(PlanHolder.User(Hash(4)), "free"),
        new Change.RoleAssigned(RoleHolder.User(Hash(4)), Hash(1), "editor", Inherit: true, ActivePeriod.Always),
        new Change.RoleAssigned(RoleHolder.Group(Hash(2)), Hash(1), "admin", Inherit: false, new(1_750_000_000_000, 1_760_000_000_000)),
        new Change.RoleUnassigned(RoleHolder.Group(Hash(2)), Hash(1), "viewer"),
        new Change.PermissionAssigned(Hash(4), Hash(1), "billing.*", Inherit: false, ActivePeriod.Always),
        new Change.PermissionUnassigned(Hash(4), Hash(1), "billing.read"),
        new Change.GrantPut(Hash(1), new("document", "42"), Grantee.User(Hash(4)), "documents.read", ActivePeriod.Always),
        new Change.GrantPut(Hash(1), new("folder", "ä/1"), Grantee.Group(Hash(2)), "documents.*", new(ActivePeriod.Beginning, 1_760_000_000_000)),
        new Change.GrantPut(Hash(1), new("folder", "ä/1"), Grantee.RoleOf("viewer"), "documents.read", ActivePeriod.Always),
        new Change.GrantRemoved(Hash(1), new("document", "42"), Grantee.RoleOf("admin"), "*"),
        new Change.ResourceParentPut(Hash(1), new("document", "42"), new("folder", "ä/1")),
        new Change.ResourceParentRemoved(Hash(1), new("document", "43")),
    ];

    public static LogEntry Entry(long version, params IEnumerable<Change> changes) =>
        new(Epoch, version, Fenced: true, CommittedAt: 1_750_000_000_000, Digest: Hash(0xd1), [.. changes]);

    public static Hash128 Hash(byte fill) => Hash128.Read(Enumerable.Repeat(fill, Hash128.Size).ToArray());
}
