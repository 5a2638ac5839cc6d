using System.Runtime.ExceptionServices;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// After each swap, decides the requests in flight that the changes may concern once more, and cuts those that would no longer be
/// allowed. What it cuts is cut when it returns. A lease that has ended cuts nothing: it holds (<see cref="Leases.LeaseGate"/>). Costs by
/// what changed, not by what is open. Runs on the follower's thread.
/// </summary>
internal sealed partial class RequestCutter(
    OpenRequests requests, EdgeMetrics metrics, TimeProvider time, ILogger<RequestCutter> logger)
    : ISnapshotObserver
{
    /// <summary>Places that <see cref="_found"/> keeps from one swap to the next; a swap that concerns everyone gives its places back.</summary>
    private const int KeptPlaces = 1024;

    private readonly HashSet<Hash128> _tenants = [];
    private readonly HashSet<Hash128> _users = [];
    private readonly HashSet<Hash128> _subjects = [];
    private List<OpenRequest> _found = [];
    private bool _everyone;
    private long _swap;

    /// <inheritdoc/>
    public void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes)
    {
        // Pairs with OpenRequests.Add: the new snapshot is visible before the first list is read.
        Interlocked.MemoryBarrier();
        _swap++;
        if (current.Snapshot is not { } snapshot)
            return;
        try
        {
            Find(snapshot, changes);
            var cut = CutRefused(snapshot);
            if (cut == 0)
                return;
            metrics.Cut(cut, CutCause.Change);
            Log.RequestsCut(logger, cut, snapshot.Version);
        }
        finally
        {
            Forget();
        }
    }

    private void Find(Snapshot current, IReadOnlyList<Change>? changes)
    {
        _everyone = changes is null;
        for (var i = 0; !_everyone && i < changes!.Count; i++) // Not null: then everyone is concerned.
            Find(changes[i], current);

        // What many changes concern is looked up once: thousands of them may be of one tenant with thousands of requests.
        if (_everyone)
        {
            requests.All(_found);
            return;
        }

        foreach (var tenant in _tenants)
            requests.OfTenant(tenant, _found);
        foreach (var user in _users)
            requests.OfUser(user, _found);
        foreach (var subject in _subjects)
            requests.OfSubject(subject, _found);
    }

    private void Forget()
    {
        _tenants.Clear();
        _users.Clear();
        _subjects.Clear();
        if (_found.Capacity > KeptPlaces)
            _found = [];
        else
            _found.Clear();
    }

    /// <summary>
    /// Notes whom a change may concern. A membership or a status concerns one user; what a tenant's users share
    /// concerns all of the tenant; a global role everyone. A gain concerns nobody.
    /// </summary>
    private void Find(Change change, Snapshot current)
    {
        switch (change)
        {
            case Change.UserPut user:
                _users.Add(user.User);
                break;
            case Change.UserRemoved user:
                _users.Add(user.User);
                break;
            case Change.MemberRemoved member:
                _users.Add(member.User);
                break;
            case Change.AliasPut alias:
                _subjects.Add(alias.Alias);
                break;
            case Change.AliasRemoved alias:
                _subjects.Add(alias.Alias);
                break;
            case Change.GroupPut group:
                _tenants.Add(group.Tenant);
                break;
            case Change.TenantFeaturePut feature:
                _tenants.Add(feature.Tenant);
                break;
            case Change.TenantFeatureRemoved feature:
                _tenants.Add(feature.Tenant);
                break;
            case Change.TenantPut tenant:
                _tenants.Add(current.Hasher.Tenant(tenant.Key));
                break;
            case Change.TenantRemoved tenant:
                _tenants.Add(current.Hasher.Tenant(tenant.Key));
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
                _everyone = true;
                break;
        }
    }

    private void FindScope(string scope, Snapshot current)
    {
        if (scope.Length == 0)
            _everyone = true;
        else
            _tenants.Add(current.Hasher.Tenant(scope));
    }

    private int CutRefused(Snapshot current)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var cut = 0;
        ExceptionDispatchInfo? failure = null;
        foreach (var request in _found)
        {
            if (request.LookedAt == _swap)
                continue;
            request.LookedAt = _swap;
            try
            {
                if (!request.StillAllowed(current, now) && request.Cut(CutCause.Change))
                    cut++;
            }
            catch (Exception e)
            {
                // One request that resists must not keep the others open.
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        failure?.Throw();
        return cut;
    }
}
