using System.Text;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Applies changes of tenants, roles and features to a builder's tables. Each method answers the broken rule, or null.</summary>
internal sealed class TenantChanges(SnapshotModel model)
{
    private const int MaxKeyLength = 128;

    public string? Apply(Change.TenantPut put)
    {
        if (!IsTenantKey(put.Key))
            return "a tenant key that is not 1 to 128 ASCII characters";

        var hash = model.Hasher.Tenant(put.Key);
        if (model.Tenants.Find(hash) is { } old)
        {
            model.Digest -= RowDigest.Tenant(model.Hasher, old.Key, old.Suspended);
            model.Tenants.Put(old with { Suspended = put.Suspended });
        }
        else
        {
            model.Tenants.Put(new TenantRow(model.Tenants.TakeOrdinal(), put.Key, hash, put.Suspended) { Stamp = model.NextStamp() });
        }

        model.Digest += RowDigest.Tenant(model.Hasher, put.Key, put.Suspended);
        return null;
    }

    public string? Apply(Change.TenantRemoved removed)
    {
        if (Find(removed.Key) is not { } tenant)
            return "an unknown tenant";
        var use = model.Tenants.UseOf(tenant.Ordinal);
        if (use.Users > 0)
            return "a tenant removed while it has users";
        if (use.Groups > 0)
            return "a tenant removed while it has groups";
        if (tenant.Features is { Count: > 0 })
            return "a tenant removed while it has features";
        if (tenant.Roles is { Count: > 0 })
            return "a tenant removed while it has roles";

        model.Tenants.Remove(tenant);
        model.Digest -= RowDigest.Tenant(model.Hasher, tenant.Key, tenant.Suspended);
        return null;
    }

    public string? Apply(Change.RolePut put)
    {
        if (string.IsNullOrEmpty(put.Key))
            return "a role without a key";
        if (put.Patterns.IsDefault || put.Patterns.Any(pattern => pattern is null))
            return "a role without patterns";
        return ChangeRole(put.Scope, put.Key, new RoleModel(put.Scope, put.Key, put.Patterns));
    }

    public string? Apply(Change.RoleRemoved removed) =>
        string.IsNullOrEmpty(removed.Key) ? "a role without a key" : ChangeRole(removed.Scope, removed.Key, role: null);

    public string? Apply(Change.TenantFeaturePut put)
    {
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (string.IsNullOrEmpty(put.Feature))
            return "a feature without a key";

        var features = tenant.Features?.Own(model.Owner) ?? new FeatureTable(model.Owner);
        TakeOut(tenant, put.Feature);
        features.Put(put.Feature, put.ExpiresAt);
        model.Tenants.Put(tenant with { Features = features });
        model.Digest += RowDigest.TenantFeature(model.Hasher, put.Tenant, put.Feature, put.ExpiresAt);
        return null;
    }

    public string? Apply(Change.TenantFeatureRemoved removed)
    {
        if (model.Tenants.Find(removed.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (string.IsNullOrEmpty(removed.Feature))
            return "a feature without a key";
        if (tenant.Features is null || !TakeOut(tenant, removed.Feature))
            return null;

        var features = tenant.Features.Own(model.Owner);
        features.Remove(removed.Feature);
        model.Tenants.Put(tenant with { Features = features });
        return null;
    }

    private static bool IsTenantKey(string? key) => key is { Length: > 0 and <= MaxKeyLength } && Ascii.IsValid(key);

    private TenantRow? Find(string key) => IsTenantKey(key) ? model.Tenants.Find(model.Hasher.Tenant(key)) : null;

    /// <summary>Takes a feature's row out of the digest, if there is one.</summary>
    private bool TakeOut(TenantRow tenant, string feature)
    {
        if (tenant.Features is null || !tenant.Features.TryFind(feature, out var old))
            return false;
        model.Digest -= RowDigest.TenantFeature(model.Hasher, tenant.Hash, feature, old);
        return true;
    }

    /// <summary>Puts a role, or removes it when <paramref name="role"/> is null.</summary>
    private string? ChangeRole(string? scope, string key, RoleModel? role)
    {
        if (scope is null)
            return "a role without a scope";
        var tenant = scope.Length == 0 ? null : Find(scope);
        if (tenant is null && scope.Length > 0)
            return "an unknown tenant";

        var table = tenant is null ? model.GlobalRoles : tenant.Roles;
        var old = table?.Find(key);
        if (old is null && role is null)
            return null;

        table = table?.Own(model.Owner) ?? new RoleTable(model.Owner);
        if (old is not null)
            model.Digest -= RowDigest.Role(model.Hasher, scope, key, old.Patterns.AsSpan());
        if (role is null)
        {
            table.Remove(key);
        }
        else
        {
            table.Put(role);
            model.Digest += RowDigest.Role(model.Hasher, scope, key, role.Patterns.AsSpan());
        }

        if (tenant is null)
            model.ReplaceGlobalRoles(table);
        else
            model.Tenants.Put(tenant with { Roles = table.Count == 0 ? null : table, Stamp = model.NextStamp(), Memo = new RoleMemo() });
        return null;
    }
}
