using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Names and their hashes under one fixed key, and the shortest ways to build snapshots from changes.</summary>
internal static class World
{
    public static readonly Epoch Epoch = new(new Hash128(1, 2));

    public static readonly DirectoryHasher Hasher = new(
        new Hash128(0x0706050403020100, 0x0f0e0d0c0b0a0908), new Hash128(0x1716151413121110, 0x1f1e1d1c1b1a1918));

    public static Hash128 Tenant(string key) => Hasher.Tenant(key);

    public static Hash128 Group(string tenant, string id) => Hasher.Group(Tenant(tenant), id);

    public static Hash128 User(string tenant, string id) => Hasher.Subject(Tenant(tenant), SubjectKeyKind.Id, id);

    public static Hash128 ExternalId(string tenant, string value) => Hasher.Subject(Tenant(tenant), SubjectKeyKind.ExternalId, value);

    public static Snapshot Build(params Change[] changes) => Apply(Snapshot.Empty(Hasher, Epoch), changes);

    public static Snapshot Apply(Snapshot snapshot, params IEnumerable<Change> changes)
    {
        var builder = snapshot.ToBuilder();
        foreach (var change in changes)
            builder.TryApply(change, out var fault).ShouldBeTrue(fault + ": " + change);
        return builder.Build(snapshot.Epoch, snapshot.Version + 1);
    }

    public static string? FaultOf(Snapshot snapshot, Change change)
    {
        var builder = snapshot.ToBuilder();
        var applied = builder.TryApply(change, out var fault);
        applied.ShouldBe(fault is null);
        builder.Digest.ShouldBe(applied ? builder.Digest : snapshot.Digest);
        return fault;
    }
}
