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
        if (holder.Current?.Epoch == head.Epoch && await ReadTailAsync(head, cancellationToken).ConfigureAwait(false))
            return true;
        return await ReloadAsync(head.Epoch, cancellationToken).ConfigureAwait(false)
            && await ReadTailAsync(head, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies what the tail has after the current version.</summary>
    /// <returns>False when the tail does not continue it, or an entry was refused.</returns>
    private async Task<bool> ReadTailAsync(RedisHead head, CancellationToken cancellationToken)
    {
        while (holder.Current is { } current)
        {
            var tail = await log.ReadTailAsync(current.Version, BatchEntries, cancellationToken).ConfigureAwait(false);
            if (tail.Length == 0)
                return current.Version >= head.Version;

            var complete = true;
            foreach (var bytes in tail)
            {
                var entry = intake.Decode((byte[]?)bytes ?? []);
                complete = entry is not null && entry.Epoch == current.Epoch && entry.Version == current.Version + _batch.Count + 1;
                if (!complete)
                    break;
                _batch.Add(entry!);
            }

            if (!intake.Apply(_batch) || !complete)
                return false;
        }

        return false;
    }

    private async Task<bool> ReloadAsync(Epoch epoch, CancellationToken cancellationToken)
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
        if (snapshot is null)
            return false;

        holder.Replace(snapshot);
        Log.SnapshotLoaded(logger, snapshot.Version, snapshot.TenantCount, snapshot.UserCount, snapshot.GroupCount);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotLoaded, LogLevel.Information, "Loaded the snapshot of version {Version}: {Tenants} tenants, {Users} users, {Groups} groups.", EventName = "SnapshotLoaded")]
        public static partial void SnapshotLoaded(ILogger logger, long version, int tenants, int users, int groups);

        [LoggerMessage(EventIds.SnapshotUnusable, LogLevel.Warning, "The snapshot in Redis was refused: {Cause}. Waiting for another.", EventName = "SnapshotUnusable")]
        public static partial void SnapshotUnusable(ILogger logger, RefusalCause cause);
    }
}
