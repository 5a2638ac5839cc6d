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

    public static Gen<Change> AnyChange { get; } = Gen.OneOf(
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

    public static LogEntry Entry(long version, params IEnumerable<Change> changes) =>
        new(Epoch, version, Fenced: true, CommittedAt: 1_750_000_000_000, Digest: Hash(0xd1), [.. changes]);

    public static Hash128 Hash(byte fill) => Hash128.Read(Enumerable.Repeat(fill, Hash128.Size).ToArray());
}
