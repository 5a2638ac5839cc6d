using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// What every entry passes, wherever it comes from: it is decoded, then applied. What is refused is counted each time and logged once
/// until something good comes. Runs on the loop's thread.
/// </summary>
internal sealed partial class EntryIntake(EntryCodec codec, SnapshotHolder holder, FollowerMetrics metrics, ILogger<EntryIntake> logger)
{
    private RefusalCause _lastCause;
    private EntryPosition _lastRefused;

    /// <summary>
    /// The entry that the bytes hold; null when they are not to be trusted or not to be understood. An authentic one of the followed log
    /// that is not understood proves that the state before it is behind.
    /// </summary>
    public LogEntry? Decode(ReadOnlyMemory<byte> bytes)
    {
        var fault = codec.Decode(bytes, out var entry, out var unread);
        if (fault == MessageFault.None)
            return entry;
        Refuse((RefusalCause)fault, bytes.Length);
        if (unread.Version > 0 && unread.Epoch == holder.Current?.Epoch)
            holder.Refuse(unread);
        return null;
    }

    /// <summary>Counts and logs bytes that were not taken.</summary>
    public void Refuse(RefusalCause cause, int length)
    {
        metrics.Refused(cause);
        if (cause != _lastCause)
            Log.MessageRefused(logger, cause, length);
        _lastCause = cause;
    }

    /// <summary>
    /// Applies entries that follow the current state without a gap, as far as they fit, in one swap. A refused one ends trust in the
    /// state after them: it is proved to be behind.
    /// </summary>
    public void Apply(Snapshot current, EntryRun run)
    {
        var next = EntryApplier.Apply(current, run.Entries, out var applied, out var cause, out var fault);
        var refused = cause == RefusalCause.None ? null : run.Entries[applied];
        run.Truncate(applied);
        if (applied > 0)
        {
            _lastCause = RefusalCause.None;
            holder.Advance(next, run);
        }

        if (refused is not null)
            RefuseAuthentic(refused, cause, fault);
    }

    private void RefuseAuthentic(LogEntry entry, RefusalCause cause, string? fault)
    {
        var refused = new EntryPosition(entry.Epoch, entry.Version);
        metrics.Refused(cause);
        if (refused != _lastRefused)
            Log.EntryRefused(logger, refused.Version, cause, fault ?? "no fault of a single change");
        _lastRefused = refused;
        if (cause != RefusalCause.OutOfSequence)
            holder.Refuse(refused);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.MessageRefused, LogLevel.Warning, "A message of {Length} bytes was refused: {Cause}. It is not applied; more of the kind are only counted.", EventName = "MessageRefused")]
        public static partial void MessageRefused(ILogger logger, RefusalCause cause, int length);

        [LoggerMessage(EventIds.EntryRefused, LogLevel.Error, "The authentic entry of version {Version} was refused: {Cause}, {Fault}. A whole state that has it is waited for.", EventName = "EntryRefused")]
        public static partial void EntryRefused(ILogger logger, long version, RefusalCause cause, string fault);
    }
}
