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
    private EntryPosition _lastRefused;

    /// <summary>
    /// The entry that the bytes hold; null when they are not to be trusted or not to be understood. An authentic one of the
    /// <paramref name="followed"/> log that is not understood proves that the state before it is behind.
    /// </summary>
    public LogEntry? Decode(ReadOnlyMemory<byte> bytes, Epoch followed)
    {
        var fault = codec.Decode(bytes, out var entry, out var unread);
        if (fault == MessageFault.None)
            return entry;
        Refuse(fault, bytes.Length);
        if (unread.Version > 0 && unread.Epoch == followed)
            holder.Refuse(unread);
        return null;
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

    /// <summary>Applies entries of the current snapshot's epoch that follow it without a gap, and empties the list, whatever happens.</summary>
    /// <returns>False when one was refused; those before it are applied.</returns>
    public bool Apply(List<LogEntry> entries)
    {
        if (entries.Count == 0 || holder.Current is not { } current)
            return true;

        // In Extend trust goes first: what was good before a refused entry is never current and trusted.
        try
        {
            var next = Extend(current, entries, out var fits);
            return (entries.Count == 0 || holder.Advance(next, entries)) && fits;
        }
        finally
        {
            entries.Clear();
        }
    }

    /// <summary>
    /// The state after entries that follow <paramref name="start"/> without a gap, without making it current. Leaves in the list those
    /// that were applied. A refused one ends trust in the current state before it.
    /// </summary>
    public Snapshot Extend(Snapshot start, List<LogEntry> entries, out bool fits)
    {
        var next = EntryApplier.Apply(start, entries, out var applied, out var cause, out var fault);
        fits = cause == RefusalCause.None;
        if (applied > 0)
            _lastCause = RefusalCause.None;
        if (fits)
            return next;

        var refused = new EntryPosition(entries[applied].Epoch, entries[applied].Version);
        metrics.Refused(cause);
        if (refused != _lastRefused)
            Log.EntryRefused(logger, refused.Version, cause, fault ?? "no fault of a single change");
        _lastRefused = refused;
        if (cause != RefusalCause.OutOfSequence)
            holder.Refuse(refused);
        entries.RemoveRange(applied, entries.Count - applied);
        return next;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.MessageRefused, LogLevel.Warning, "A message of {Length} bytes was refused: {Cause}. It is not applied; more of the kind are only counted.", EventName = "MessageRefused")]
        public static partial void MessageRefused(ILogger logger, RefusalCause cause, int length);

        [LoggerMessage(EventIds.EntryRefused, LogLevel.Error, "The authentic entry of version {Version} was refused: {Cause}, {Fault}. A snapshot that has it is waited for.", EventName = "EntryRefused")]
        public static partial void EntryRefused(ILogger logger, long version, RefusalCause cause, string fault);
    }
}
