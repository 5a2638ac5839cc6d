using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>
/// The waits of those who answer (FENCE section 2 step 6). Whoever comes while a fence that covers him is under way shares it; the
/// others gather and share the next one. A shared fence began after the commit of the highest version in it, and so after the commits
/// of all of them.
/// </summary>
/// <remarks>
/// The next one begins at once while few are under way, else when one of them has ended or L/40 has passed: with an edge that is silent
/// every fence lasts its full time, and each costs a look at every edge.
/// </remarks>
internal sealed class LeaseFencing(
    LeaseAuthority authority, FenceRunner runner, LeaseTime time, TermsInForce terms, LeaseMetrics metrics) : BackgroundService, IFencing
{
    private const int FewUnderWay = 4;
    private const int StartsPerLength = 40;

    // For what needs no edge's report.
    private static readonly TimeSpan LastMoment = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly List<FenceGroup> _underWay = [];
    private readonly Dictionary<Epoch, FenceGroup> _gathering = [];
    private readonly LeaseAlarm _alarm = new(time);
    private volatile bool _hasGivenUp;

    /// <summary>Groups that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _underWay.Count + _gathering.Count;
        }
    }

    public bool IsFenced(Epoch epoch, long version) => authority.IsFenced(epoch, version);

    public async Task<bool> FenceAsync(LogHead head, long version, CancellationToken cancellationToken)
    {
        if (authority.IsFenced(head.Epoch, version))
            return true;
        try
        {
            // In this order: who joins after the others were told sees it.
            var outcome = JoinAsync(head, version);
            var limit = _hasGivenUp ? LastMoment : LeaseTime.ToSpan(2 * terms.Wait);
            return await outcome.WaitAsync(limit, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Begins a fence that nobody waits for.</summary>
    public void Begin(LogHead head) => _ = JoinAsync(head, head.Version);

    /// <summary>Waits for the fences that are under way or about to begin.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
            return Task.WhenAll(_underWay.Concat(_gathering.Values).Select(group => group.Outcome));
    }

    /// <summary>
    /// No edge can report here any more, so that only time is left, and the host does not stop before its requests are answered: those
    /// who wait are told that it could not be confirmed, and who comes now waits for a moment only.
    /// </summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _hasGivenUp = true;
            foreach (var group in _underWay.Concat(_gathering.Values))
                group.End(fenced: false);
        }
    }

    public override void Dispose()
    {
        _alarm.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var next = 0L;
            while (true)
            {
                await _alarm.WaitAsync(long.MaxValue, stoppingToken);
                while (UnderWay >= FewUnderWay && time.Now < next)
                    await _alarm.WaitAsync(next, stoppingToken);
                next = time.Now + (terms.Length / StartsPerLength);
                foreach (var group in TakeGathered())
                    _ = RunAsync(group, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
        finally
        {
            EndAll();
        }
    }

    private int UnderWay
    {
        get
        {
            lock (_gate)
                return _underWay.Count;
        }
    }

    private Task<bool> JoinAsync(LogHead head, long version)
    {
        lock (_gate)
        {
            foreach (var running in _underWay)
            {
                if (running.Covers(head.Epoch, version))
                    return running.Outcome;
            }

            if (_gathering.TryGetValue(head.Epoch, out var group))
                group.Raise(head, version);
            else
                _gathering[head.Epoch] = group = new FenceGroup(head, version);
            _alarm.Ring();
            return group.Outcome;
        }
    }

    private List<FenceGroup> TakeGathered()
    {
        lock (_gate)
        {
            var taken = _gathering.Values.ToList();
            _gathering.Clear();
            _underWay.AddRange(taken);
            return taken;
        }
    }

    private async Task RunAsync(FenceGroup group, CancellationToken stoppingToken)
    {
        // On another thread: the next group must not wait for this one's read.
        var began = time.Now;
        var outcome = await Task.Run(() => runner.RunAsync(group.Head, group.Version, stoppingToken), CancellationToken.None);
        metrics.Fenced(outcome, LeaseTime.ToSpan(time.Now - began));
        lock (_gate)
            _underWay.Remove(group);
        group.End(outcome != FenceOutcome.Failed);
        _alarm.Ring();
    }

    /// <summary>The process ends: nobody is to wait for what nobody drives any more.</summary>
    private void EndAll()
    {
        lock (_gate)
        {
            foreach (var group in _gathering.Values)
                group.End(fenced: false);
            _gathering.Clear();
        }
    }
}
