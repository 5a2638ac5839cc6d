using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Previews;

/// <summary>The tenant tree of one state, from above.</summary>
internal sealed class TenantsBelow(SnapshotModel model)
{
    private readonly ILookup<int, TenantRow> _children = model.Tenants.All().ToLookup(tenant => tenant.Parent);

    /// <summary>The tenants that a user is seen from: its own and all below it, as hashes; none for an unknown user.</summary>
    public IEnumerable<Hash128> SeenFrom(Hash128 user)
    {
        var open = new Stack<TenantRow>();
        if (model.Users.FindById(user) is >= 0 and var ordinal)
            open.Push(model.Tenants.At(model.GroupSets.TenantOf(model.Users.WordOf(ordinal).Set)));
        while (open.TryPop(out var tenant))
        {
            yield return tenant.Hash;
            foreach (var child in _children[tenant.Ordinal])
                open.Push(child);
        }
    }
}
