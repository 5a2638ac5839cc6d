using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>Reads one feed and makes a delivery of what it gave. Thread-safe.</summary>
internal sealed class FeedReader(EntryCodec codec)
{
    /// <summary>Entries after the current state; null when the feed has none.</summary>
    public static async Task<Delivery?> ReadEntriesAsync(ILogFeed feed, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        var entries = await feed.ReadEntriesAsync(epoch, after, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : new Delivery(feed.Name) { Entries = entries };
    }

    /// <summary>
    /// A whole state that meets the need, if the feed has one: its newest, and if that is not far enough, brought forward off to the side
    /// by its entries.
    /// </summary>
    public async Task<Delivery?> ReadStateAsync(ILogFeed feed, FetchNeed need, CancellationToken cancellationToken)
    {
        var (state, witness, cause) = await feed.ReadStateAsync(need.Current, need.After, cancellationToken).ConfigureAwait(false);
        if (state is null)
            return cause == RefusalCause.None ? null : new Delivery(feed.Name) { Cause = cause };

        while (state.Version < need.Least)
        {
            var read = await feed.ReadEntriesAsync(state.Epoch, state.Version, cancellationToken).ConfigureAwait(false);
            var next = EntryApplier.Apply(state, Decode(read), out var applied, out _, out _);
            if (applied == 0)
                break;
            (state, witness) = (next, read[applied - 1]);
        }

        return new Delivery(feed.Name) { State = state, Witness = witness };
    }

    private List<LogEntry> Decode(IReadOnlyList<ReadOnlyMemory<byte>> read)
    {
        var entries = new List<LogEntry>(read.Count);
        foreach (var bytes in read)
        {
            if (codec.Decode(bytes, out var entry) != MessageFault.None)
                break;
            entries.Add(entry!); // Not null: there is no fault.
        }

        return entries;
    }
}
