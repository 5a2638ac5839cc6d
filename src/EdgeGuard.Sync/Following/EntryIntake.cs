using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// What every entry passes, live or from the tail: it is decoded, then applied. What is refused is counted each time and logged
/// once until something good comes. One thread at a time.
/// </summary>
internal sealed partial class EntryIntake(EntryCodec codec, SnapshotHolder holder, FollowerMetrics metrics, ILogger<EntryIntake> logger)
{
    private RefusalCause _lastCause;
    private (Epoch Epoch, long Version) _lastRefused;

    /// <summary>The entry that the bytes hold; null when they are not to be trusted or not to be understood.</summary>
    public LogEntry? Decode(ReadOnlyMemory<byte> bytes)
    {
        var fault = codec.Decode(bytes, out var entry);
        if (fault != MessageFault.None)
            Refuse(fault, bytes.Length);
        return entry;
    }

    /// <summary>Counts and logs bytes that were not taken.</summary>
    public void Refuse(MessageFault fault, int length)
    {
        var cause = (RefusalCause)fault;
        metrics.Refused(cause);
        if (cause != _lastCause)
            Log.MessageRefused(logger, cause, length);
        _lastCause = cause;
    }

    /// <summary>Applies entries of the current snapshot's epoch that follow it without a gap, and empties the list.</summary>
    /// <returns>False when one was refused; those before it are applied.</returns>
    public bool Apply(List<LogEntry> entries)
    {
        if (entries.Count == 0 || holder.Current is not { } current)
            return true;

        var next = Extend(current, entries, out var fits);
        if (entries.Count > 0)
            holder.Advance(next, entries);
        entries.Clear();
        return fits;
    }

    /// <summary>
    /// The state after entries that follow <paramref name="start"/> without a gap, without making it current. Leaves in the list those
    /// that were applied.
    /// </summary>
    public Snapshot Extend(Snapshot start, List<LogEntry> entries, out bool fits)
    {
        var next = EntryApplier.Apply(start, entries, out var applied, out var cause, out var fault);
        fits = cause == RefusalCause.None;
        if (applied > 0)
            _lastCause = RefusalCause.None;
        if (fits)
            return next;

        var refused = entries[applied];
        metrics.Refused(cause);
        if ((refused.Epoch, refused.Version) != _lastRefused)
            Log.EntryRefused(logger, refused.Version, cause, fault ?? "no fault of a single change");
        _lastRefused = (refused.Epoch, refused.Version);
        entries.RemoveRange(applied, entries.Count - applied);
        return next;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.MessageRefused, LogLevel.Warning, "A message of {Length} bytes was refused: {Cause}. The last good snapshot stays; more of the kind are only counted.", EventName = "MessageRefused")]
        public static partial void MessageRefused(ILogger logger, RefusalCause cause, int length);

        [LoggerMessage(EventIds.EntryRefused, LogLevel.Error, "The authentic entry of version {Version} was refused: {Cause}, {Fault}. The last good snapshot stays until a newer one is loaded.", EventName = "EntryRefused")]
        public static partial void EntryRefused(ILogger logger, long version, RefusalCause cause, string fault);
    }
}
