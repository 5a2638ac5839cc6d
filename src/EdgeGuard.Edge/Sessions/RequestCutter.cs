using System.Runtime.ExceptionServices;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// After each swap, decides the requests in flight that the changes may concern (<see cref="ChangeReach"/>) once more, and cuts those that
/// would no longer be allowed. What it cuts is cut when it returns. A lease that has ended cuts nothing: it holds
/// (<see cref="Leases.LeaseGate"/>). Costs by what changed, not by what is open. Runs on the follower's thread.
/// </summary>
internal sealed partial class RequestCutter(
    OpenRequests requests, DirectoryHasher hasher, EdgeMetrics metrics, TimeProvider time, ILogger<RequestCutter> logger)
    : ISnapshotObserver
{
    /// <summary>Places that <see cref="_found"/> keeps from one swap to the next; a swap that concerns everyone gives its places back.</summary>
    private const int KeptPlaces = 1024;

    private readonly ChangeReach _reach = new(hasher);
    private List<OpenRequest> _found = [];
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
            _reach.Add(changes, snapshot);
            _reach.CopyTo(requests, _found);
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

    private void Forget()
    {
        _reach.Clear();
        if (_found.Capacity > KeptPlaces)
            _found = [];
        else
            _found.Clear();
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
