using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Brings the current snapshot to where Redis is: by the tail when it reaches back far enough, else by the newest snapshot and then
/// the tail. Redis' head is a hint only: it decides what is tried, and what is tried verifies itself. One thread at a time.
/// </summary>
internal sealed partial class CatchUp(
    RedisLog log, SnapshotLoader loader, EntryIntake intake, SnapshotHolder holder, FollowerMetrics metrics, ILogger<CatchUp> logger)
{
    private readonly List<LogEntry> _batch = [];
    private readonly BatchSize _size = new();

    /// <summary>Where a reload stands that did not get to its end: it is gone on with, however often it is interrupted.</summary>
    private Snapshot? _reached;

    private RefusalCause _lastCause;

    /// <summary>Catches up once.</summary>
    /// <returns>False when Redis does not hold what is missing, so that it must be tried again.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        metrics.CaughtUp();
        var head = await log.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (head.Text.Length == 0)
            return false;

        // Another epoch: what this one's tail could add has no meaning any more.
        if (holder.Current?.Epoch == head.Epoch && !holder.IsDistrusted && await FollowTailAsync(head, cancellationToken).ConfigureAwait(false))
            return true;
        return await ReloadAsync(head, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies what the tail has after the current version.</summary>
    /// <returns>False when the tail does not continue it, or an entry was refused.</returns>
    private async Task<bool> FollowTailAsync(RedisHead head, CancellationToken cancellationToken)
    {
        while (holder.Current is { } current)
        {
            var (count, complete) = await ReadBatchAsync(current, head, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return current.Version >= head.Version;
            if (!intake.Apply(_batch) || !complete)
                return false;
        }

        return false;
    }

    /// <summary>
    /// Loads the newest snapshot, applies the tail to it off to the side, and only then makes it current: a process that starts never
    /// answers from a state that Redis already had outdated.
    /// </summary>
    private async Task<bool> ReloadAsync(RedisHead head, CancellationToken cancellationToken)
    {
        if (await LoadAsync(head.Epoch, cancellationToken).ConfigureAwait(false) is not { } reached)
            return false;

        var fits = true;
        while (fits)
        {
            _reached = reached;
            var (count, complete) = await ReadBatchAsync(reached, head, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            reached = intake.Extend(reached, _batch, out fits);
            fits &= complete;
        }

        _reached = reached;

        // Short of the head: better than an older state, but nothing to start from.
        fits &= reached.Version >= head.Version;
        if (!fits && holder.Current is null)
            return false;
        _reached = null;
        if (!holder.Replace(reached))
            return false;
        Log.SnapshotLoaded(logger, reached.Version, reached.TenantCount, reached.UserCount, reached.GroupCount);
        return fits;
    }

    /// <summary>Reads the entries that follow a state, as far as they do without a gap, into the batch.</summary>
    /// <returns>How many the tail gave, and whether all of them are in the batch.</returns>
    private async Task<(int Count, bool Complete)> ReadBatchAsync(Snapshot after, RedisHead head, CancellationToken cancellationToken)
    {
        _batch.Clear();
        var tail = await ReadTailAsync(after, head, cancellationToken).ConfigureAwait(false);
        foreach (var bytes in tail)
        {
            var entry = intake.Decode((byte[]?)bytes ?? [], after.Epoch);
            if (entry is null || entry.Epoch != after.Epoch || entry.Version != after.Version + _batch.Count + 1)
                return (tail.Length, false);
            _batch.Add(entry);
        }

        return (tail.Length, true);
    }

    private async Task<RedisValue[]> ReadTailAsync(Snapshot after, RedisHead head, CancellationToken cancellationToken)
    {
        try
        {
            var tail = await log.ReadTailAsync(after.Version, _size.Current, cancellationToken).ConfigureAwait(false);
            _size.InTime();
            return tail;
        }
        catch (TimeoutException)
        {
            // Thrown on: the link is renewed, and what is still under way on it is dropped.
            _size.TimedOut(head.Version - after.Version);
            throw;
        }
    }

    /// <summary>The newest snapshot that is later than the current state and than where an interrupted reload stands; else the latter.</summary>
    private async Task<Snapshot?> LoadAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        var after = holder.Current is { } current && current.Epoch == epoch && !holder.IsDistrusted ? current.Version : -1;
        if (_reached is not null && (_reached.Epoch != epoch || _reached.Version <= after))
            _reached = null;
        after = _reached?.Version ?? after;
        var (snapshot, cause) = await loader.LoadAsync(epoch, after, cancellationToken).ConfigureAwait(false);
        if (cause != RefusalCause.None)
        {
            metrics.Refused(cause);
            if (cause != _lastCause)
                Log.SnapshotUnusable(logger, cause);
        }

        _lastCause = cause;
        return snapshot ?? _reached;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotLoaded, LogLevel.Information, "Loaded the snapshot of version {Version}: {Tenants} tenants, {Users} users, {Groups} groups.", EventName = "SnapshotLoaded")]
        public static partial void SnapshotLoaded(ILogger logger, long version, int tenants, int users, int groups);

        [LoggerMessage(EventIds.SnapshotUnusable, LogLevel.Warning, "The snapshot in Redis was refused: {Cause}. Waiting for another.", EventName = "SnapshotUnusable")]
        public static partial void SnapshotUnusable(ILogger logger, RefusalCause cause);
    }
}
