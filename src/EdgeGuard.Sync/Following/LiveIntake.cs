using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>Takes what the channel brought. One thread at a time.</summary>
internal sealed class LiveIntake(EntryIntake entries, SnapshotHolder holder, EnvironmentKeys keys, FollowerMetrics metrics)
{
    /// <summary>Most messages that share one swap: bounds how long the first of them waits for the others.</summary>
    private const int BatchMessages = 256;

    private readonly MessageSeal _seal = new(keys);
    private readonly List<LogEntry> _batch = [];

    /// <summary>Takes the messages that are there and applies the entries that fit.</summary>
    /// <param name="inbox">Where they are.</param>
    /// <param name="authentic">True when at least one was written with the environment's key.</param>
    /// <returns>False when one of them shows that something is missing, or was refused.</returns>
    public bool Take(MessageInbox inbox, out bool authentic)
    {
        authentic = false;
        var complete = true;
        try
        {
            for (var i = 0; i < BatchMessages && inbox.TryTake(out var message); i++)
            {
                if (message.Length == 0)
                    continue;
                var (heard, fits) = MessageHeader.PeekKind(message) == MessageKind.Beat ? TakeBeat(message) : TakeEntry(message);
                authentic |= heard;
                complete &= fits;
            }

            return entries.Apply(_batch) && complete;
        }
        finally
        {
            // What an exception kept from being applied is fetched from the tail; left here it would pass for applied.
            _batch.Clear();
        }
    }

    private (bool Heard, bool Fits) TakeBeat(byte[] message)
    {
        var fault = Beat.Decode(_seal, message, out var beat);
        if (fault != MessageFault.None)
        {
            entries.Refuse(fault, message.Length);
            return (false, false);
        }

        return (true, holder.Current is { } current && beat!.Epoch == current.Epoch && beat.Version <= Reached(current.Version));
    }

    private (bool Heard, bool Fits) TakeEntry(byte[] message)
    {
        if (entries.Decode(message, holder.Current?.Epoch ?? default) is not { } entry)
            return (false, false);
        if (holder.Current is not { } current || entry.Epoch != current.Epoch)
            return (true, false);

        var reached = Reached(current.Version);
        if (entry.Version <= reached)
        {
            metrics.Ignored();
            return (true, true);
        }

        if (entry.Version > reached + 1)
            return (true, false);
        _batch.Add(entry);
        return (true, true);
    }

    private long Reached(long current) => current + _batch.Count;
}
