using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Brings the log in Redis up to the database's. Which epoch is current and how far it goes is read from the database only; Redis'
/// own head merely tells where to go on. One caller at a time, except <see cref="PublishedVersion"/>.
/// </summary>
internal sealed partial class RedisFiller(
    ILogSource source, RedisLog redis, EntryCodec codec, MessageSeal seal, PublisherOptions options, PublisherMetrics metrics,
    ILogger<RedisFiller> logger)
{
    /// <summary>Entries of one append. Redis serves nobody else while a script runs: 256 take about a millisecond.</summary>
    private const int BatchEntries = 256;

    /// <summary>Bytes of one append, except for a single larger entry.</summary>
    private const int BatchBytes = 1024 * 1024;

    /// <summary>
    /// Entries further behind the database than this are stored without being published: subscribers see the gap at the next
    /// published one and fetch the range from the tail in fewer, larger answers.
    /// </summary>
    private const int LiveEntries = 1_000;

    /// <summary>
    /// Most entries that a Redis without its log gets back. They serve edges that missed a moment; whoever lacks more takes the
    /// snapshot, which is written at the same time.
    /// </summary>
    private const int RefillEntries = 10_000;

    /// <summary>Comparisons in one round; more means that other publishers move Redis at this moment, and the next beat looks again.</summary>
    private const int MaxComparisons = 4;

    private RedisHead? _known;
    private long _publishedVersion;
    private bool _historyLost;

    /// <summary>The last version that this process knows to be in Redis; 0 when it must look first. Read by any thread.</summary>
    public long PublishedVersion => Volatile.Read(ref _publishedVersion);

    /// <summary>Forgets what Redis holds: the next round looks.</summary>
    public void Forget() => Know(null);

    /// <summary>Appends everything that is committed and not in Redis.</summary>
    /// <param name="compare">Look at both ends first, even if Redis' is known.</param>
    /// <param name="cancellationToken">Stops between two appends.</param>
    /// <returns>True when the log in Redis had to be given a new start, so that a snapshot is missing too.</returns>
    public async Task<bool> FillAsync(bool compare, CancellationToken cancellationToken)
    {
        if (compare)
            Know(null);

        var reset = false;
        for (var comparisons = 0; ;)
        {
            if (_known is not { } known)
            {
                if (comparisons++ == MaxComparisons)
                    return reset;
                reset |= await CompareAsync(cancellationToken).ConfigureAwait(false);
                if (_historyLost)
                    return reset;
                continue;
            }

            var entries = await source.ReadEntriesAsync(known.Version, BatchEntries, cancellationToken).ConfigureAwait(false);
            if (entries.Count == 0)
                return reset;
            if (!Follows(known, entries[0]))
                Know(null);
            else if (await AppendAsync(known, entries, cancellationToken).ConfigureAwait(false) && entries.Count < BatchEntries)
                return reset; // All that was there; whoever commits more gives notice afterwards.
        }
    }

    /// <summary>Tells subscribers how far the log in Redis goes.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known)
            await redis.PublishAsync(new Beat(known.Epoch, known.Version).Encode(seal), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Appends what was read, in one or more appends.</summary>
    /// <returns>False when only a part of it belongs to the log as Redis has it: another look is needed.</returns>
    private async Task<bool> AppendAsync(RedisHead known, IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken)
    {
        var live = entries.Count < BatchEntries
            || (await source.ReadHeadAsync(cancellationToken).ConfigureAwait(false)).Version - entries[^1].Version <= LiveEntries;
        for (var index = 0; index < entries.Count;)
        {
            var batch = TakeBatch(known.Epoch, entries, index);
            if (batch.Count == 0)
                return false;
            var (outcome, head) = await redis.AppendAsync(known.Epoch, batch, options.TailEntries, live, cancellationToken).ConfigureAwait(false);
            if (outcome is AppendOutcome.Gap or AppendOutcome.Foreign)
            {
                Know(null);
                return false;
            }

            if (outcome == AppendOutcome.Appended)
                metrics.Appended(batch.Count);
            Know(head);
            index += batch.Count;
        }

        return true;
    }

    /// <summary>The entries from <paramref name="index"/> on that are of one epoch and fit one append.</summary>
    private static List<StoredEntry> TakeBatch(Epoch epoch, IReadOnlyList<StoredEntry> entries, int index)
    {
        var batch = new List<StoredEntry>(entries.Count - index);
        var bytes = 0L;
        for (; index < entries.Count && EntryCodec.PeekEpoch(entries[index].Bytes) == epoch; index++)
        {
            bytes += entries[index].Bytes.Length;
            if (bytes > BatchBytes && batch.Count > 0)
                break;
            batch.Add(entries[index]);
        }

        return batch;
    }

    private static bool Follows(RedisHead known, StoredEntry entry) =>
        entry.Version == known.Version + 1 && EntryCodec.PeekEpoch(entry.Bytes) == known.Epoch;

    private void Know(RedisHead? head)
    {
        _known = head;
        Volatile.Write(ref _publishedVersion, head?.Version ?? 0);
    }
}
