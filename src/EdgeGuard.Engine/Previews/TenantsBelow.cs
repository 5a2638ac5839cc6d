using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Previews;

/// <summary>From which tenants of one state users are seen.</summary>
/// <param name="model">The state.</param>
/// <param name="only">Hash of the one tenant of interest; null for all.</param>
internal sealed class TenantsBelow(SnapshotModel model, Hash128? only)
{
    private readonly ILookup<int, TenantRow> _children = (only is null ? model.Tenants.All() : []).ToLookup(tenant => tenant.Parent);
    private readonly TenantRow? _only = only is { } hash ? model.Tenants.Find(hash) : null;

    /// <summary>The user's own tenant and all below it, as hashes; none for an unknown user.</summary>
    public IEnumerable<Hash128> SeenFrom(Hash128 user)
    {
        if (model.Users.FindById(user) is not (>= 0 and var ordinal))
            return [];
        var home = model.GroupSets.TenantOf(model.Users.SetOf(ordinal));
        if (only is null)
            return AtAndBelow(model.Tenants.At(home));
        return _only is not null && model.Tenants.IsAtOrAbove(home, _only) ? [_only.Hash] : [];
    }

    private IEnumerable<Hash128> AtAndBelow(TenantRow home)
    {
        var open = new Stack<TenantRow>([home]);
        while (open.TryPop(out var tenant))
        {
            yield return tenant.Hash;
            foreach (var child in _children[tenant.Ordinal])
                open.Push(child);
        }
    }
}
