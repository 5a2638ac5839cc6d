using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following.Fetching;
using EdgeGuard.Sync.Following.Listening;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// The only writer of the state. It never waits for anything but its inbox, so that no server and no link can delay an entry that has
/// arrived. Each turn: (1) tend what is unsettled or proved wrong, (2) take messages and apply what follows, (3) take what was
/// fetched, (4) say what is lacking now.
/// </summary>
/// <remarks>
/// Once a Grant has named an epoch, no state of another one is loaded: Redis is data, never proof. Before, there is no lease, and
/// nothing that a feed has can allow anything.
/// </remarks>
internal sealed partial class FollowerLoop(
    FollowerInbox inbox, EntrySequence sequence, SnapshotHolder holder, FetchRequests requests, RedisReach reach, FollowerMetrics metrics,
    TimeProvider time, ILogger<FollowerLoop> logger)
{
    /// <summary>
    /// Most messages, and most fetched entries, that share one swap: bounds how long the first of them waits for the others, and how long
    /// one that is pushed waits for a thousand that were fetched.
    /// </summary>
    private const int BatchMessages = 256;

    private static readonly TimeSpan WakeEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>What is being taken, how many of its entries are, and the state before it.</summary>
    private Delivery? _delivery;
    private int _taken;
    private Snapshot? _before;

    /// <summary>A fetched state that may be used when a scim has seen what this edge had; null for none.</summary>
    private Delivery? _waiting;
    private RefusalCause _lastCause;
    private LogHead? _required;

    /// <summary>Runs until <paramref name="cancellationToken"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = time.CreateTimer(_ => inbox.Wake(), state: null, WakeEvery, WakeEvery);
        inbox.Wake();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await inbox.WaitAsync(cancellationToken).ConfigureAwait(false);
                Turn();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Failed(logger, e);

                // What was taken and not applied is there again.
                requests.Look();
            }
        }
    }

    private void Turn()
    {
        try
        {
            // 1.
            holder.Tend();

            // 2 and 3.
            TakeMessages();
            TakeDelivery();
            TryWaiting();
        }
        finally
        {
            // 4. Whatever happened: what an exception kept from being applied is lacking.
            requests.Set(NeedNow());
        }
    }

    private void TakeMessages()
    {
        var isHeard = false;
        for (var i = 0; i < BatchMessages && inbox.TryTake(out var message); i++)
        {
            isHeard |= sequence.Take(message.Bytes) && message.FromRedis;
            if (i == BatchMessages - 1)
                inbox.Wake();
        }

        sequence.Apply();
        if (isHeard)
            reach.Heard(holder.Current?.Version ?? 0);

        // Another log before any Grant: Redis may have its state. Afterwards the scims say what is followed.
        if (inbox.TakeMissed() | (sequence.TakeHeardForeign() && inbox.Required is null))
            requests.Look();
    }

    private void TakeDelivery()
    {
        if (_delivery is null && inbox.TakeDelivery() is { } next)
            (_delivery, _taken, _before) = (next, 0, holder.Current);
        if (_delivery is not { } delivery)
            return;

        var isDone = true;
        try
        {
            var until = Math.Min(_taken + BatchMessages, delivery.Entries.Count);
            while (_taken < until)
                sequence.TakeEntry(delivery.Entries[_taken++]);
            if (delivery.State is not null)
                Load(delivery);
            else
                Refuse(delivery.Cause, delivery.Source);
            sequence.Apply();
            isDone = _taken == delivery.Entries.Count || holder.IsDistrusted;
        }
        finally
        {
            if (isDone)
                Finish(delivery);
            else
                inbox.Wake();
        }
    }

    private void Finish(Delivery delivery)
    {
        var hasAdvanced = !ReferenceEquals(holder.Current, _before) || _waiting == delivery;
        (_delivery, _before) = (null, null);

        // First: the fetcher looks at once.
        requests.Set(NeedNow());
        delivery.Taken.TrySetResult(hasAdvanced);
    }

    private void Load(Delivery delivery)
    {
        var (state, current) = (delivery.State!, holder.Current); // Not null: the caller has looked.
        if (inbox.Required is { } required && required.Epoch != state.Epoch)
        {
            Refuse(RefusalCause.ForeignEpoch, delivery.Source);
            return;
        }

        if (current is not null && current.Epoch == state.Epoch && !holder.IsDistrusted && state.Version <= current.Version)
            return;
        Refuse(RefusalCause.None, delivery.Source);
        if (holder.Replace(state, delivery.Witness, delivery.Source))
            _waiting = null;
        else if (holder.IsDistrusted && state.Version >= holder.LeastTrusted)
            _waiting = delivery;
    }

    private void TryWaiting()
    {
        if (_waiting is not { State: { } state } waiting)
            return;
        var isOver = !holder.IsDistrusted || state.Version < holder.LeastTrusted || (inbox.Required is { } required && required.Epoch != state.Epoch);
        if (isOver || holder.Replace(state, waiting.Witness, waiting.Source))
            _waiting = null;
        sequence.Apply();
    }

    private void Refuse(RefusalCause cause, string source)
    {
        if (cause != RefusalCause.None)
        {
            metrics.Refused(cause);
            if (cause != _lastCause)
                Log.SnapshotUnusable(logger, source, cause);
        }

        _lastCause = cause;
    }

    private FetchNeed NeedNow()
    {
        var required = inbox.Required;
        if (required != _required && required is { } named)
            metrics.Required(named);
        _required = required;
        if (holder.Current is not { } current)
            return new FetchNeed(FetchNeedKind.State, required?.Epoch, After: -1) { IsProven = required is not null };
        if (required is { } head && head.Epoch != current.Epoch)
            return new FetchNeed(FetchNeedKind.State, head.Epoch, current.Version) { Current = current.Epoch, IsProven = true };
        if (_waiting is not null)
            return default;
        if (holder.IsDistrusted)
            return new FetchNeed(FetchNeedKind.State, current.Epoch, After: -1) { Least = holder.LeastTrusted, IsProven = true };

        var isProven = required?.Version > current.Version;
        return isProven || sequence.HasGap
            ? new FetchNeed(FetchNeedKind.Entries, current.Epoch, current.Version) { Current = current.Epoch, IsProven = isProven }
            : default;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotUnusable, LogLevel.Warning, "A snapshot from {Source} was refused: {Cause}. Waiting for another.", EventName = "SnapshotUnusable")]
        public static partial void SnapshotUnusable(ILogger logger, string source, RefusalCause cause);

        [LoggerMessage(EventIds.FollowerFailed, LogLevel.Error, "The follower failed where nothing should: retrying.", EventName = "FollowerFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
