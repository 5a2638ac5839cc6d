using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.DiskCopies;

/// <summary>States that differ in everything that a state has.</summary>
internal static class RandomState
{
    public static Snapshot Of(int seed, int users)
    {
        var random = new Random(seed);
        var hasher = TestEnvironment.Keys.Hasher;
        var builder = Snapshot.Empty(hasher, default).ToBuilder();
        var tenants = Enumerable.Range(0, random.Next(1, 4)).Select(i => $"tenant-{i}").ToList();
        foreach (var tenant in tenants)
            Apply(builder, new Change.TenantPut(tenant, random.Next(4) == 0));
        for (var i = random.Next(4); i > 0; i--)
            Apply(builder, new Change.RolePut(random.Next(2) == 0 ? "" : tenants[0], $"role-{i}", ["documents.*", $"pattern.{random.Next()}"]));
        if (random.Next(2) == 0)
            Apply(builder, new Change.TenantFeaturePut(hasher.Tenant(tenants[0]), "export", random.NextInt64(1_000_000)));

        var groups = new List<(Hash128 Id, int Tenant)>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            groups.Add((Any(random), random.Next(tenants.Count)));
            Apply(builder, new Change.GroupPut(groups[^1].Id, hasher.Tenant(tenants[groups[^1].Tenant]), [$"role-{i}"]));
        }

        for (var i = 0; i < users; i++)
        {
            var (user, tenant) = (Any(random), random.Next(tenants.Count));
            Apply(builder, new Change.UserPut(user, hasher.Tenant(tenants[tenant]), random.Next(5) > 0, random.Next(3) == 0 ? random.NextInt64(1L << 40) : 0));
            foreach (var group in groups.Where(group => group.Tenant == tenant && random.Next(2) == 0))
                Apply(builder, new Change.MemberAdded(group.Id, user));
            Apply(builder, new Change.AliasPut(Any(random), user));
        }

        return builder.Build(new Epoch(Any(random)), random.NextInt64(1, 1L << 53));
    }

    private static Hash128 Any(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64());

    private static void Apply(SnapshotBuilder builder, Change change) => builder.TryApply(change, out var fault).ShouldBeTrue(fault);
}
