using System.Collections.Concurrent;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Previews;

/// <summary>The resources on which changes of grants and places may tell: those that they name and all that lie in them, before or after. Thread-safe.</summary>
internal sealed class ChangedResources
{
    private readonly Snapshot _before;
    private readonly Snapshot _after;
    private readonly HashSet<(Hash128 Tenant, ResourceName Resource)> _named = [];
    private readonly ConcurrentDictionary<Hash128, ResourceName[]> _found = [];

    public ChangedResources(Snapshot before, Snapshot after, IEnumerable<Change> changes)
    {
        _before = before;
        _after = after;
        foreach (var change in changes)
        {
            _ = change switch
            {
                Change.GrantPut put => _named.Add((put.Tenant, put.Resource)),
                Change.GrantRemoved removed => _named.Add((removed.Tenant, removed.Resource)),
                Change.ResourceParentPut put => _named.Add((put.Tenant, put.Resource)),
                Change.ResourceParentRemoved removed => _named.Add((removed.Tenant, removed.Resource)),
                _ => false,
            };
        }
    }

    /// <summary>Those of one tenant: a look at all its resources, once.</summary>
    public ResourceName[] Of(Hash128 tenant) => _named.Count == 0 ? [] : _found.GetOrAdd(tenant, hash =>
        [.. In(_before, hash, onlyNamed: true).Union(In(_after, hash, onlyNamed: true))]);

    /// <summary>All resources of one tenant, before or after.</summary>
    public IEnumerable<ResourceName> All(Hash128 tenant) => In(_before, tenant, onlyNamed: false).Union(In(_after, tenant, onlyNamed: false));

    private IEnumerable<ResourceName> In(Snapshot snapshot, Hash128 tenant, bool onlyNamed)
    {
        if (snapshot.Model.Tenants.Find(tenant) is not { } row)
            yield break;
        var resources = snapshot.Model.Resources;
        foreach (var resource in resources.InTenant(row.Ordinal))
        {
            var at = resource;
            while (onlyNamed && at is not null && !_named.Contains((tenant, at.Name)))
                at = resources.ParentOf(at);
            if (at is not null)
                yield return resource.Name;
        }
    }
}
