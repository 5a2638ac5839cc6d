using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Brings the current snapshot to where Redis is: by the tail when it reaches back far enough, else by the newest snapshot and then
/// the tail. Redis' head is a hint only: it decides what is tried, and what is tried verifies itself. One thread at a time.
/// </summary>
internal sealed partial class CatchUp(
    RedisLog log, SnapshotLoader loader, EntryIntake intake, SnapshotHolder holder, FollowerMetrics metrics, ILogger<CatchUp> logger)
{
    private const int BatchEntries = 256;

    private readonly List<LogEntry> _batch = [];
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
        if (holder.Current?.Epoch == head.Epoch && await FollowTailAsync(head, cancellationToken).ConfigureAwait(false))
            return true;
        return await ReloadAsync(head, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies what the tail has after the current version.</summary>
    /// <returns>False when the tail does not continue it, or an entry was refused.</returns>
    private async Task<bool> FollowTailAsync(RedisHead head, CancellationToken cancellationToken)
    {
        while (holder.Current is { } current)
        {
            var (count, complete) = await ReadBatchAsync(current, cancellationToken).ConfigureAwait(false);
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
            var (count, complete) = await ReadBatchAsync(reached, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            reached = intake.Extend(reached, _batch, out fits);
            _batch.Clear();
            fits &= complete;
        }

        // Short of the head: better than an older state, but nothing to start from.
        fits &= reached.Version >= head.Version;
        if (!fits && holder.Current is null)
            return false;
        holder.Replace(reached);
        Log.SnapshotLoaded(logger, reached.Version, reached.TenantCount, reached.UserCount, reached.GroupCount);
        return fits;
    }

    /// <summary>Reads the entries that follow a state, as far as they do without a gap, into the batch.</summary>
    /// <returns>How many the tail gave, and whether all of them are in the batch.</returns>
    private async Task<(int Count, bool Complete)> ReadBatchAsync(Snapshot after, CancellationToken cancellationToken)
    {
        var tail = await log.ReadTailAsync(after.Version, BatchEntries, cancellationToken).ConfigureAwait(false);
        foreach (var bytes in tail)
        {
            var entry = intake.Decode((byte[]?)bytes ?? [], after.Epoch);
            if (entry is null || entry.Epoch != after.Epoch || entry.Version != after.Version + _batch.Count + 1)
                return (tail.Length, false);
            _batch.Add(entry);
        }

        return (tail.Length, true);
    }

    private async Task<Snapshot?> LoadAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        var after = holder.Current is { } current && current.Epoch == epoch ? current.Version : -1;
        var (snapshot, cause) = await loader.LoadAsync(epoch, after, cancellationToken).ConfigureAwait(false);
        if (cause != RefusalCause.None)
        {
            metrics.Refused(cause);
            if (cause != _lastCause)
                Log.SnapshotUnusable(logger, cause);
        }

        _lastCause = cause;
        return snapshot;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotLoaded, LogLevel.Information, "Loaded the snapshot of version {Version}: {Tenants} tenants, {Users} users, {Groups} groups.", EventName = "SnapshotLoaded")]
        public static partial void SnapshotLoaded(ILogger logger, long version, int tenants, int users, int groups);

        [LoggerMessage(EventIds.SnapshotUnusable, LogLevel.Warning, "The snapshot in Redis was refused: {Cause}. Waiting for another.", EventName = "SnapshotUnusable")]
        public static partial void SnapshotUnusable(ILogger logger, RefusalCause cause);
    }
}
