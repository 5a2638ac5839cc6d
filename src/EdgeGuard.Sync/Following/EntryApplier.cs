using System.Runtime.InteropServices;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>Applies entries to a snapshot off to the side. Stateless.</summary>
internal static class EntryApplier
{
    /// <summary>
    /// Applies entries. One counts only if it is of the snapshot's epoch and the next version, the state admits each of its changes and
    /// then has the digest that the entry names; the first that does not ends the run.
    /// </summary>
    /// <param name="start">The state before them.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="applied">How many were applied.</param>
    /// <param name="cause">Why the next one was not; none when all were.</param>
    /// <param name="fault">What the state said to it.</param>
    /// <returns>The state after those that were applied; <paramref name="start"/> when none was.</returns>
    public static Snapshot Apply(Snapshot start, List<LogEntry> entries, out int applied, out RefusalCause cause, out string? fault)
    {
        var all = CollectionsMarshal.AsSpan(entries);
        var next = TryApply(start, all, out applied, out cause, out fault);

        // A builder that refused something is spoilt: what was good before it is applied anew.
        if (next is null && applied > 0)
            next = TryApply(start, all[..applied], out applied, out _, out _);
        return next ?? start;
    }

    private static Snapshot? TryApply(
        Snapshot start, ReadOnlySpan<LogEntry> entries, out int applied, out RefusalCause cause, out string? fault)
    {
        fault = null;
        cause = RefusalCause.None;
        var builder = start.ToBuilder();
        for (applied = 0; applied < entries.Length; applied++)
        {
            var entry = entries[applied];
            cause = entry.Epoch == start.Epoch && entry.Version == start.Version + applied + 1
                ? TryApply(builder, entry, out fault)
                : RefusalCause.OutOfSequence;
            if (cause != RefusalCause.None)
                return null;
        }

        return builder.Build(start.Epoch, start.Version + applied);
    }

    private static RefusalCause TryApply(SnapshotBuilder builder, LogEntry entry, out string? fault)
    {
        fault = null;
        foreach (var change in entry.Changes)
        {
            if (!builder.TryApply(change, out fault))
                return RefusalCause.ChangeRefused;
        }

        return builder.Digest == entry.Digest ? RefusalCause.None : RefusalCause.DigestMismatch;
    }
}
