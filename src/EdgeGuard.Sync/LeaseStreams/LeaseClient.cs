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

    private const long Never = long.MinValue;

    /// <summary>When each was asked last; written before the Ask is made, so that whoever leaves after it was made sees it.</summary>
    private readonly long[] _askedAt = [.. Enumerable.Repeat(Never, links.Count)];
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
        Volatile.Write(ref _left, true);
        lease.Leave();
        var contacts = lease.Contacts();
        var released = new List<Task>(links.Count);
        for (var i = 0; i < links.Count; i++)
        {
            var link = links[i];
            if (!contacts.Contains(link.Scim.Id) && !WasAskedLately(i))
                continue;
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
        await RepeatAsync(
            async () =>
            {
                Step();
                Watch();
                timer.Change(Earliest(round.Wait), Timeout.InfiniteTimeSpan);
                await signals.Changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whatever fails unexpectedly, the edge goes on asking and reporting; it is told once until it succeeds.</summary>
    private async Task RepeatAsync(Func<Task> turn, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(time, new Random());
        var told = false;
        while (true)
        {
            try
            {
                await turn().ConfigureAwait(false);
                backoff.Reset();
                told = false;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (!told)
                    Log.Failed(logger, e);
                told = true;
                await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
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

        if (step.IsDue)
            Ask(step.Scim);
        Tend();
    }

    private void Ask(int scim)
    {
        var before = _askedAt[scim];
        Volatile.Write(ref _askedAt[scim], time.GetTimestamp());
        if (lease.Ask() is not { } ask)
        {
            Volatile.Write(ref _askedAt[scim], before);
            return;
        }

        round.Asked(ask.Number);
        metrics.Asked();
        links[scim].Outbox.Put(ask);
    }

    /// <summary>True while a Grant may still come from it that makes it a contact.</summary>
    private bool WasAskedLately(int scim) =>
        Volatile.Read(ref _askedAt[scim]) is not Never and var at && time.GetElapsedTime(at) < KeptLengths * round.Length;

    /// <summary>Keeps the streams that are needed: where Asks go, and with every scim that may hold a record of this edge.</summary>
    private void Tend()
    {
        var contacts = lease.Contacts();
        for (var i = 0; i < links.Count; i++)
        {
            var outbox = links[i].Outbox;
            outbox.IsWanted = i == scims.Current || contacts.Contains(links[i].Scim.Id) || WasAskedLately(i);
            outbox.Follow(i == scims.Current && signals.WantsAll);
        }
    }

    private void Broke(LeaseLink link)
    {
        try
        {
            // What was under way on it is lost; the record that waits for it is not.
            if (lease.Contacts().Contains(link.Scim.Id) && lease.Report() is { } report)
                link.Outbox.Put(report);
            round.Broke(link.Scim.Id);
            signals.Changed.Set();
        }
        catch (Exception e)
        {
            // The link goes on.
            Log.Failed(logger, e);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var reportedAt = default(long?);
        await RepeatAsync(
            async () =>
            {
                await signals.ReportDue.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (reportedAt is { } at && ReportEvery - time.GetElapsedTime(at) is var early && early > TimeSpan.Zero)
                    await Task.Delay(early, time, cancellationToken).ConfigureAwait(false);
                reportedAt = time.GetTimestamp();
                Report();
            },
            cancellationToken).ConfigureAwait(false);
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
        if (Volatile.Read(ref _left))
        {
            // Given back is not ended: nothing to tell, and no end to wake for.
            _ran = false;
            return;
        }

        var status = monitor.Current;
        if (status.IsRunning == _ran)
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
