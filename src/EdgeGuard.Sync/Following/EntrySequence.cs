using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Brings messages into the order of the log: applies the next entries, ignores older ones, keeps later ones until those between have
/// come. Runs on the loop's thread.
/// </summary>
internal sealed class EntrySequence(EntryIntake intake, SnapshotHolder holder, EnvironmentKeys keys, FollowerMetrics metrics)
{
    private readonly MessageSeal _seal = new(keys);
    private readonly PendingEntries _pending = new();
    private readonly EntryRun _run = new();
    private EntryPosition _announced;
    private bool _heardForeign;

    /// <summary>True when an entry after the current state is known to exist that is not here.</summary>
    public bool HasGap =>
        holder.Current is { } current
        && (_pending.Furthest > current.Version || (_announced.Epoch == current.Epoch && _announced.Version > current.Version));

    /// <summary>Takes one message; entries are applied with <see cref="Apply"/>.</summary>
    /// <returns>True when it was written with the environment's key.</returns>
    public bool Take(ReadOnlyMemory<byte> message) =>
        MessageHeader.PeekKind(message) == MessageKind.Beat ? TakeBeat(message) : TakeEntry(message);

    /// <summary>Takes one entry.</summary>
    public bool TakeEntry(ReadOnlyMemory<byte> message)
    {
        if (intake.Decode(message) is not { } entry)
            return false;
        if (holder.Current is not { } current || entry.Epoch != current.Epoch)
            _heardForeign = true;
        else if (entry.Version <= current.Version + _run.Count)
            metrics.Ignored();
        else if (entry.Version == current.Version + _run.Count + 1 && !holder.IsDistrusted)
            _run.Add(entry, message);
        else
            _pending.Add(entry, message);
        return true;
    }

    /// <summary>Applies what follows the current state.</summary>
    public void Apply()
    {
        if (holder.Current is not { } current)
            return;

        try
        {
            while (!holder.IsDistrusted && _pending.TryTake(current.Epoch, current.Version + _run.Count + 1, out var entry, out var bytes))
                _run.Add(entry!, bytes); // Not null: it was found.
            if (_run.Count > 0)
                intake.Apply(current, _run);
        }
        finally
        {
            // What an exception kept from being applied is fetched again; left here it would pass for applied.
            _run.Clear();
            if (holder.Current is { } reached)
                _pending.ForgetUntil(reached.Epoch, reached.Version);
        }
    }

    /// <summary>True once after an authentic message of another log came.</summary>
    public bool TakeHeardForeign()
    {
        var heard = _heardForeign;
        _heardForeign = false;
        return heard;
    }

    private bool TakeBeat(ReadOnlyMemory<byte> message)
    {
        var fault = Beat.Decode(_seal, message, out var beat);
        if (fault != MessageFault.None)
        {
            intake.Refuse((RefusalCause)fault, message.Length);
            return false;
        }

        // Not null: there is no fault.
        if (beat!.Epoch != holder.Current?.Epoch)
            _heardForeign = true;
        else if (_announced.Epoch != beat.Epoch || _announced.Version < beat.Version)
            _announced = new EntryPosition(beat.Epoch, beat.Version);
        return true;
    }
}
