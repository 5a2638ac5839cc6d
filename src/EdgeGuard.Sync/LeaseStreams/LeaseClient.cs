using EdgeGuard.Sync.Leases.Holding;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>
/// Drives <see cref="EdgeLease"/> over the streams with the scims: Asks, reports, leaving (FENCE section 2 steps 1, 8 and 9). Two
/// loops beside those of the links: one that asks and looks after the links, one that reports.
/// </summary>
internal sealed partial class LeaseClient(
    EdgeLease lease, ScimList scims, IReadOnlyList<LeaseLink> links, AskRound round, LeaseSignals signals, LeaseMonitor monitor, LeaseMetrics metrics,
    TimeProvider time, ILogger<LeaseClient> logger)
{
    /// <summary>Least time between two reports: a burst of fenced entries is reported once. The first of a burst does not wait.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(2);

    /// <summary>How long a stop waits for scims to take the release.</summary>
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A stream is kept for this many leases after the last Ask on it: a late Grant is still a Grant, and makes it a contact.</summary>
    private const int KeptLengths = 2;

    private readonly long?[] _askedAt = new long?[links.Count];
    private bool _ran;
    private bool _left;

    /// <summary>Asks and reports until <paramref name="cancellationToken"/>, also while leaving.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (links.Count == 0)
            return;
        List<Task> loops = [.. links.Select(link => link.RunAsync(Broke, cancellationToken)), ReportAsync(cancellationToken), AskAsync(cancellationToken)];
        await Task.WhenAll(loops).ConfigureAwait(false);
    }

    /// <summary>
    /// Step 9, to be called when the requests are drained: from now on this process allows nothing. Tells the scims, and waits a little
    /// until they know.
    /// </summary>
    public async Task LeaveAsync()
    {
        var contacts = lease.Contacts();
        Volatile.Write(ref _left, true);
        lease.Leave();
        var released = new List<Task>(contacts.Count);
        foreach (var link in links.Where(link => contacts.Contains(link.Scim.Id)))
        {
            link.Outbox.IsWanted = true;
            link.Outbox.PutRelease();
            released.Add(link.Released);
        }

        await Task.WhenAll(released).WaitAsync(ReleaseTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Log.Released(logger, released.Count(task => task.IsCompletedSuccessfully), released.Count);
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var timer = time.CreateTimer(_ => signals.Changed.Set(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (true)
        {
            Step();
            Watch();
            timer.Change(Earliest(round.Wait), Timeout.InfiniteTimeSpan);
            await signals.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Step()
    {
        var step = round.Next(signals.TakeAskNow(), scim => links[scim].IsFailing);
        if (step.WasUnanswered)
            metrics.Unanswered();
        if (step.Scim != scims.Current)
        {
            links[scims.Current].Outbox.WithdrawAsk();
            scims.Current = step.Scim;
            Log.Moved(logger, links[step.Scim].Scim.Url);
        }

        if (step.IsDue && lease.Ask() is { } ask)
        {
            round.Asked(ask.Number);
            metrics.Asked();
            _askedAt[step.Scim] = time.GetTimestamp();
            links[step.Scim].Outbox.Put(ask);
        }

        Tend();
    }

    /// <summary>Keeps the streams that are needed: where Asks go, and with every scim that may hold a record of this edge.</summary>
    private void Tend()
    {
        var contacts = lease.Contacts();
        for (var i = 0; i < links.Count; i++)
        {
            var outbox = links[i].Outbox;
            outbox.IsWanted = i == scims.Current || contacts.Contains(links[i].Scim.Id)
                || (_askedAt[i] is { } at && time.GetElapsedTime(at) < KeptLengths * round.Length);
            outbox.Follow(i == scims.Current && signals.WantsAll);
        }
    }

    private void Broke(LeaseLink link)
    {
        // What was under way on it is lost; the record that waits for it is not.
        if (lease.Contacts().Contains(link.Scim.Id) && lease.Report() is { } report)
            link.Outbox.Put(report);
        round.Broke(link.Scim.Id);
        signals.Changed.Set();
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var reportedAt = default(long?);
        while (true)
        {
            await signals.ReportDue.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (reportedAt is { } at && ReportEvery - time.GetElapsedTime(at) is var early && early > TimeSpan.Zero)
                await Task.Delay(early, time, cancellationToken).ConfigureAwait(false);
            reportedAt = time.GetTimestamp();
            Report();
        }
    }

    private void Report()
    {
        if (lease.Report() is not { } report)
            return;
        var contacts = lease.Contacts();
        foreach (var link in links)
        {
            if (!contacts.Contains(link.Scim.Id))
                continue;
            link.Outbox.IsWanted = true;
            link.Outbox.Put(report);
            metrics.Reported();
        }
    }

    /// <summary>Tells when the lease begins, and when it ends without having been given back.</summary>
    private void Watch()
    {
        var status = monitor.Current;
        if (status.IsRunning == _ran || Volatile.Read(ref _left))
            return;
        _ran = status.IsRunning;
        if (_ran)
            Log.Runs(logger, status.Remaining.TotalSeconds, status.LastScim);
        else
            Log.Ended(logger, status.Age?.TotalSeconds, status.LastScim);
    }

    /// <summary>The end of the lease is told when it comes, not with the next Ask.</summary>
    private TimeSpan Earliest(TimeSpan wait)
    {
        var remaining = monitor.Current.Remaining;
        return _ran && remaining < wait ? remaining : wait;
    }
}
