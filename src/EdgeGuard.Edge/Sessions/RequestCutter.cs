using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// After each swap, decides the requests in flight that the changes may concern once more, and cuts those that would no longer be
/// allowed. What it cuts is cut when it returns. Costs by what changed, not by what is open. Runs on the follower's thread.
/// </summary>
internal sealed partial class RequestCutter(OpenRequests requests, EdgeMetrics metrics, TimeProvider time, ILogger<RequestCutter> logger)
    : ISnapshotObserver
{
    private readonly List<OpenRequest> _found = [];
    private long _swap;

    /// <inheritdoc/>
    public void OnSwapped(View? previous, View current, IReadOnlyList<Change>? changes)
    {
        // Pairs with OpenRequests.Add: the new snapshot is visible before the first list is read.
        Interlocked.MemoryBarrier();
        _swap++;
        if (changes is null || current.IsStale)
            requests.All(_found);
        else
        {
            for (var i = 0; i < changes.Count; i++)
                Find(changes[i], current.Snapshot);
        }

        if (_found.Count == 0)
            return;
        var cut = CutRefused(current);
        _found.Clear();
        if (cut == 0)
            return;
        metrics.Cut(cut, CutCause.Change);
        Log.RequestsCut(logger, cut, current.Snapshot.Version);
    }

    /// <summary>
    /// Adds the requests that a change may concern. A membership or a status concerns one user; what a tenant's users share
    /// concerns all of the tenant; a global role everyone. A gain concerns nobody.
    /// </summary>
    private void Find(Change change, Snapshot current)
    {
        switch (change)
        {
            case Change.UserPut user:
                requests.OfUser(user.User, _found);
                break;
            case Change.UserRemoved user:
                requests.OfUser(user.User, _found);
                break;
            case Change.MemberRemoved member:
                requests.OfUser(member.User, _found);
                break;
            case Change.AliasPut alias:
                requests.OfSubject(alias.Alias, _found);
                break;
            case Change.AliasRemoved alias:
                requests.OfSubject(alias.Alias, _found);
                break;
            case Change.GroupPut group:
                requests.OfTenant(group.Tenant, _found);
                break;
            case Change.TenantFeaturePut feature:
                requests.OfTenant(feature.Tenant, _found);
                break;
            case Change.TenantFeatureRemoved feature:
                requests.OfTenant(feature.Tenant, _found);
                break;
            case Change.TenantPut tenant:
                requests.OfTenant(current.Hasher.Tenant(tenant.Key), _found);
                break;
            case Change.TenantRemoved tenant:
                requests.OfTenant(current.Hasher.Tenant(tenant.Key), _found);
                break;
            case Change.RolePut role:
                FindScope(role.Scope, current);
                break;
            case Change.RoleRemoved role:
                FindScope(role.Scope, current);
                break;
            case Change.MemberAdded or Change.GroupRemoved:
                // A group is removed only after its members, each of which is a change of its own.
                break;
            default:
                // A kind of change that this code does not know may concern anyone.
                requests.All(_found);
                break;
        }
    }

    private void FindScope(string scope, Snapshot current)
    {
        if (scope.Length == 0)
            requests.All(_found);
        else
            requests.OfTenant(current.Hasher.Tenant(scope), _found);
    }

    private int CutRefused(View current)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var cut = 0;
        foreach (var request in _found)
        {
            if (request.LookedAt == _swap)
                continue;
            request.LookedAt = _swap;
            if (!request.StillAllowed(current, now) && request.Cut())
                cut++;
        }

        return cut;
    }
}
