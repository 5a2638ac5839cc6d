using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>Applies changes of tenants and their features to a builder's tables. Each method answers the broken rule, or null.</summary>
internal sealed class TenantChanges(SnapshotModel model)
{
    public string? Apply(Change.TenantPut put)
    {
        if (!TenantTable.IsKey(put.Key))
            return "a tenant key that is not 1 to 128 ASCII characters";
        if (put.Parent is null)
            return "a tenant's parent is missing";
        var parent = put.Parent.Length == 0 ? null : model.Tenants.FindByKey(model.Hasher, put.Parent);
        if (parent is null && put.Parent.Length > 0)
            return "an unknown tenant as parent";

        var hash = model.Hasher.Tenant(put.Key);
        var old = model.Tenants.Find(hash);
        if (parent is not null && PlaceFault(old, parent) is { } fault)
            return fault;

        var row = old ?? new TenantRow(model.Tenants.TakeOrdinal(), put.Key, hash, put.Suspended) { Stamp = model.NextStamp(), Memo = model.NewMemo() };
        if (old is not null)
            model.Digest -= DigestOf(old);
        row = row with { Suspended = put.Suspended, Parent = parent?.Ordinal ?? -1 };
        model.Tenants.Put(row);
        model.Digest += DigestOf(row);
        return null;
    }

    public string? Apply(Change.TenantRemoved removed)
    {
        if (model.Tenants.FindByKey(model.Hasher, removed.Key) is not { } tenant)
            return "an unknown tenant";
        if (model.Tenants.HeightOf(tenant.Ordinal) > 0)
            return "a tenant removed while it has children";
        var use = model.Tenants.UseOf(tenant.Ordinal);
        if (use.Users > 0)
            return "a tenant removed while it has users";
        if (use.Groups > 0)
            return "a tenant removed while it has groups";
        if (tenant.Features is { Count: > 0 })
            return "a tenant removed while it has features";
        if (tenant.Roles is { Count: > 0 })
            return "a tenant removed while it has roles";
        if (!tenant.Plans.IsEmpty)
            return "a tenant removed while it has plans";
        if (use.Assignments > 0)
            return "a tenant removed while roles or permissions are given in it";
        if (use.Grants > 0)
            return "a tenant removed while it has grants or resources with a place";

        model.Digest -= DigestOf(tenant);
        model.Tenants.Remove(tenant);
        return null;
    }

    public string? Apply(Change.TenantFeaturePut put)
    {
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (StateText.KeyFault(put.Feature, "a feature's key") is { } fault)
            return fault;
        if (!ActivePeriod.IsInstant(put.ExpiresAt))
            return "an expiry that is no instant";

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
        if (StateText.NameFault(removed.Feature, "a feature's key") is { } fault)
            return fault;
        if (tenant.Features is null || !TakeOut(tenant, removed.Feature))
            return null;

        var features = tenant.Features.Own(model.Owner);
        features.Remove(removed.Feature);
        model.Tenants.Put(tenant with { Features = features });
        return null;
    }

    /// <summary>The rule that a tenant, null for a new one, would break below <paramref name="parent"/>.</summary>
    private string? PlaceFault(TenantRow? tenant, TenantRow parent)
    {
        if (tenant is not null && model.Tenants.IsAtOrAbove(tenant.Ordinal, parent))
            return tenant.Ordinal == parent.Ordinal ? "a tenant below itself" : "a tenant below one that is below it";
        var below = tenant is null ? 0 : model.Tenants.HeightOf(tenant.Ordinal);
        return model.Tenants.DepthOf(parent) + 1 + below > StateLimits.MaxTenantDepth ? "a tenant with more than 32 tenants above it" : null;
    }

    private Hash128 DigestOf(TenantRow tenant) =>
        RowDigest.Tenant(model.Hasher, tenant.Key, tenant.Suspended, model.Tenants.Above(tenant)?.Key ?? "");

    /// <summary>Takes a feature's row out of the digest, if there is one.</summary>
    private bool TakeOut(TenantRow tenant, string feature)
    {
        if (tenant.Features is null || !tenant.Features.TryFind(feature, out var old))
            return false;
        model.Digest -= RowDigest.TenantFeature(model.Hasher, tenant.Hash, feature, old);
        return true;
    }
}
