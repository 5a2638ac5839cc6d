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
        for (var i = 0; i < tenants.Count; i++)
            Apply(builder, new Change.TenantPut(tenants[i], random.Next(4) == 0, i == 0 || random.Next(2) == 0 ? "" : tenants[i - 1]));
        for (var i = random.Next(4); i > 0; i--)
        {
            var role = new Change.RolePut(random.Next(2) == 0 ? "" : tenants[0], $"role-{i}", ["documents.*", $"pattern.{random.Next()}"]);
            Apply(builder, random.Next(2) == 0 ? role : role with { Parents = [$"role-{i + 1}"] });
        }

        if (random.Next(2) == 0)
            Apply(builder, new Change.TenantFeaturePut(hasher.Tenant(tenants[0]), "export", random.NextInt64(1_000_000)));
        if (random.Next(2) == 0)
            AddCatalog(builder, random, hasher.Tenant(tenants[0]));

        var groups = new List<(Hash128 Id, int Tenant)>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            groups.Add((Any(random), random.Next(tenants.Count)));
            var home = hasher.Tenant(tenants[groups[^1].Tenant]);
            Apply(builder, new Change.GroupPut(groups[^1].Id, home, [$"role-{i}"]));
            if (groups.Count > 1 && groups[^2].Tenant == groups[^1].Tenant)
                Apply(builder, new Change.GroupNested(groups[^1].Id, groups[^2].Id));
            if (random.Next(2) == 0)
                Apply(builder, new Change.RoleAssigned(RoleHolder.Group(groups[^1].Id), home, "role-1", random.Next(2) == 0, AnyPeriod(random)));
        }

        for (var i = 0; i < users; i++)
        {
            var (user, tenant) = (Any(random), random.Next(tenants.Count));
            Apply(builder, new Change.UserPut(user, hasher.Tenant(tenants[tenant]), random.Next(5) > 0, random.Next(3) == 0 ? random.NextInt64(1L << 40) : 0));
            foreach (var group in groups.Where(group => group.Tenant == tenant && random.Next(2) == 0))
                Apply(builder, new Change.MemberAdded(group.Id, user));
            Apply(builder, new Change.AliasPut(Any(random), user));
            if (random.Next(3) == 0)
                AddRights(builder, random, user, hasher.Tenant(tenants[tenant]));
        }

        return builder.Build(new Epoch(Any(random)), random.NextInt64(1, 1L << 53));
    }

    private static void AddCatalog(SnapshotBuilder builder, Random random, Hash128 tenant)
    {
        const string rules = """[{"conditionLogic":"and","treatment":"true","conditions":[{"attribute":"plan","op":"in_list","value":{"list":["ä"]}}]}]""";
        Apply(builder, new Change.FeaturePut("export", ["documents.export", "reports.*"]));
        Apply(builder, new Change.PlanPut("pro", ["export", "sso"], "false", rules));
        Apply(builder, new Change.FlagPut("sso", random.Next(2) == 0, "false", "true", rules));
        Apply(builder, new Change.PlanAssigned(PlanHolder.Tenant(tenant), "pro", random.Next(2) == 0, ActivePeriod.Beginning, random.NextInt64(1_000_000)));
    }

    private static void AddRights(SnapshotBuilder builder, Random random, Hash128 user, Hash128 tenant)
    {
        var document = new ResourceName("document", $"{random.Next(10)}");
        Apply(builder, new Change.UserAttributesPut(user, """{"department":"R&D","hired":{"date":"2024-02-29"}}"""));
        Apply(builder, new Change.PlanAssigned(PlanHolder.User(user), "pro", Inherit: true, 0, ExpiresAt: -1));
        Apply(builder, new Change.RoleAssigned(RoleHolder.User(user), tenant, "role-2", random.Next(2) == 0, AnyPeriod(random)));
        Apply(builder, new Change.PermissionAssigned(user, tenant, "billing.*", Inherit: false, AnyPeriod(random)));
        Apply(builder, new Change.ResourceParentPut(tenant, document, new("folder", "ä/1")));
        Apply(builder, new Change.GrantPut(tenant, document, Grantee.User(user), "documents.read", AnyPeriod(random)));
        Apply(builder, new Change.GrantPut(tenant, new("folder", "ä/1"), Grantee.RoleOf("role-1"), "documents.*", AnyPeriod(random)));
    }

    private static ActivePeriod AnyPeriod(Random random) => random.Next(2) == 0 ? ActivePeriod.Always : new(random.NextInt64(1000), 1000 + random.NextInt64(1000));

    private static Hash128 Any(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64());

    private static void Apply(SnapshotBuilder builder, Change change) => builder.TryApply(change, out var fault).ShouldBeTrue(fault);
}
