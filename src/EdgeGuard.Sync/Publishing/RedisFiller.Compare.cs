using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Sync.Publishing;

/// <content>Looking at both ends of the log, and what follows from it.</content>
internal sealed partial class RedisFiller
{
    /// <summary>Finds out where Redis stands and gives its log a new start when it has to.</summary>
    /// <returns>True when this process gave it one.</returns>
    private async Task<bool> CompareAsync(CancellationToken cancellationToken)
    {
        // Redis' head is read before the database's: an entry is in Redis only after its commit, so an honest Redis cannot be ahead,
        // and an epoch that the database has left cannot come back, because the reset compares with the head that was seen first.
        var head = await redis.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        var log = await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        if (await IsHistoryLostAsync(head, log, cancellationToken).ConfigureAwait(false))
            return false;

        if (await FindCauseAsync(head, log, cancellationToken).ConfigureAwait(false) is not { } cause)
        {
            Know(head);
            return false;
        }

        var next = RedisHead.Of(log.Epoch, await FindStartAsync(log, cancellationToken).ConfigureAwait(false));
        if (!await redis.TryResetAsync(head, next, cancellationToken).ConfigureAwait(false))
            return false;

        metrics.Reset(cause);
        Log.Reset(logger, cause, head.Version, next.Version, log.Version);
        Know(next);
        return true;
    }

    private async Task<ResetCause?> FindCauseAsync(RedisHead head, LogHead log, CancellationToken cancellationToken)
    {
        if (head.Text.Length == 0)
            return ResetCause.Empty;
        if (head.Epoch != log.Epoch)
            return ResetCause.Foreign;
        if (head.Version > log.Version)
            return ResetCause.FalselyAhead;
        if (head.Version == log.Version)
            return null;
        if (log.Version - head.Version > options.TailEntries)
            return ResetCause.FarBehind;

        // The database may not keep the range any more.
        var next = await source.ReadEntriesAsync(head.Version, limit: 1, cancellationToken).ConfigureAwait(false);
        return next.Count > 0 && Follows(head, next[0]) ? null : ResetCause.FarBehind;
    }

    /// <summary>The version after which the log in Redis begins anew: the last entries of this epoch that the database still has.</summary>
    private async Task<long> FindStartAsync(LogHead log, CancellationToken cancellationToken)
    {
        var start = Math.Max(0, log.Version - Math.Min(RefillEntries, options.TailEntries));
        while (true)
        {
            var entries = await source.ReadEntriesAsync(start, BatchEntries, cancellationToken).ConfigureAwait(false);
            if (entries.Count == 0)
                return log.Version;
            foreach (var entry in entries)
            {
                if (EntryCodec.PeekEpoch(entry.Bytes) == log.Epoch)
                    return entry.Version - 1;
                start = entry.Version;
            }
        }
    }

    /// <summary>
    /// True when Redis shows an authentic entry of the current epoch that the database does not have: acknowledged writes are gone
    /// (a backup was put back, or a failover lost commits). Publishing over them would fork the log, so nothing is published until
    /// an operator has started a new epoch.
    /// </summary>
    private async Task<bool> IsHistoryLostAsync(RedisHead head, LogHead log, CancellationToken cancellationToken)
    {
        var lost = false;
        if (head.Epoch == log.Epoch && head.Version > log.Version)
        {
            foreach (var bytes in await redis.ReadTailAsync(log.Version, limit: 1, cancellationToken).ConfigureAwait(false))
                lost |= codec.Decode((byte[])bytes!, out var entry) == MessageFault.None && entry!.Epoch == log.Epoch && entry.Version > log.Version;
        }

        if (lost && !_historyLost)
            Log.HistoryLost(logger, head.Version, log.Version);
        _historyLost = lost;
        return lost;
    }
}
