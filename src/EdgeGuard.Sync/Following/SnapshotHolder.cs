using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// The follower's only way to change the current state: swaps it, keeps count of how far it is and what shows it, withdraws trust from a
/// state that is proved to be behind, and tells those who talk to the scims. Runs on the loop's thread.
/// </summary>
internal sealed partial class SnapshotHolder(
    SnapshotState state, Witnesses witnesses, FollowerMetrics metrics, TimeProvider time, ILogger<SnapshotHolder> logger)
{
    /// <summary>How often cuts that failed are tried again.</summary>
    private static readonly TimeSpan SettleEvery = TimeSpan.FromMilliseconds(250);

    private AppliedPosition? _applied;

    /// <summary>The latest authentic entry that was refused: a state before it is behind, and one from it on has what it changed.</summary>
    private EntryPosition _refused;
    private long _triedToSettle;
    private bool _toldDistrust;
    private bool _reportDue;

    /// <summary>Who is told what to say to the scims; set before the follower starts.</summary>
    public IReadOnlyList<ILeaseSignals> Signals { get; set; } = [];

    public Snapshot? Current => state.Current;

    public bool IsDistrusted => state.IsDistrusted;

    /// <summary>While distrusted: the least version of the same epoch that may follow.</summary>
    public long LeastTrusted => Current is not { } current ? 0
        : _refused.Epoch == current.Epoch ? Math.Max(_refused.Version, current.Version) : current.Version;

    /// <summary>How far this process is. Read by any thread.</summary>
    public AppliedPosition? Applied => Volatile.Read(ref _applied);

    /// <summary>Makes the state after some entries current, unless a whole state is needed instead.</summary>
    public void Advance(Snapshot next, EntryRun run)
    {
        var entries = run.Entries;
        var changes = entries.Count == 1 ? (IReadOnlyList<Change>)entries[0].Changes : entries.SelectMany(e => e.Changes).ToList();
        var passed = entries.Take(entries.Count - 1).Select(e => new LogHead(e.Epoch, e.Version, e.Digest)).ToArray();

        // Before it is reported: a scim may ask at once.
        witnesses.Add(HeadOf(next), run.LastBytes);
        if (!state.Apply(next, changes, passed))
            return;

        _reportDue |= entries.Exists(e => e.Fenced);
        Report();
        var now = Reached(next);
        metrics.Applied(next.Epoch, next.Version, entries.Count);
        if (!metrics.WantsDelay)
            return;
        foreach (var entry in entries)
            metrics.Delayed(now - DateTimeOffset.FromUnixTimeMilliseconds(entry.CommittedAt));
    }

    /// <summary>Makes a whole state current.</summary>
    /// <returns>False when it may not be used; with <see cref="IsDistrusted"/>, perhaps only not yet.</returns>
    public bool Replace(Snapshot next, ReadOnlyMemory<byte> witness, string source)
    {
        if (IsBehind(next))
            return false;
        witnesses.Add(HeadOf(next), witness);
        var isReload = Current is not null;
        if (!state.Load(next))
        {
            LookForDistrust();
            return false;
        }

        // It may hold fenced entries; the Ask below tells one scim, and others may wait. Before the first state nobody was asked.
        _reportDue |= isReload;
        Report();
        Reached(next);
        metrics.Reloaded(next.Epoch, next.Version, source);
        Log.SnapshotLoaded(logger, next.Version, next.TenantCount, next.UserCount, next.GroupCount, source);
        if (_toldDistrust)
            Log.TrustedAgain(logger, next.Version);
        _toldDistrust = false;
        AskNow();
        return true;
    }

    /// <summary>
    /// Notes that the followed log has an entry which this process cannot apply. Only for entries whose authentication code fits. Trust
    /// in a state before it ends at once, and comes back with a state that has reached it.
    /// </summary>
    public void Refuse(EntryPosition entry)
    {
        if (_refused.Epoch == entry.Epoch && _refused.Version >= entry.Version)
            return;
        _refused = entry;
        if (Current is { } current && IsBehind(current))
            Distrust();
    }

    /// <summary>Sees whether a Grant or a state has shown that the present state is wrong, and tries again what could not be cut.</summary>
    public void Tend()
    {
        LookForDistrust();
        if (state.IsSettled || time.GetElapsedTime(_triedToSettle) < SettleEvery)
            return;
        _triedToSettle = time.GetTimestamp();
        if (!state.TrySettle())
            return;
        Report();
        AskNow();
    }

    private void LookForDistrust()
    {
        if (state.IsDistrusted)
            Distrust();
    }

    private void Distrust()
    {
        if (_toldDistrust)
            return;
        _toldDistrust = true;
        state.Distrust();
        Log.Distrusted(logger, Current?.Version ?? 0, _refused.Version);
        AskNow();
    }

    private void AskNow()
    {
        foreach (var signals in Signals)
            signals.AskNow();
    }

    private void Report()
    {
        if (!_reportDue || !state.IsSettled)
            return;
        _reportDue = false;
        foreach (var signals in Signals)
            signals.ReportNow();
    }

    private bool IsBehind(Snapshot snapshot) => snapshot.Epoch == _refused.Epoch && snapshot.Version < _refused.Version;

    private static LogHead HeadOf(Snapshot snapshot) => new(snapshot.Epoch, snapshot.Version, snapshot.Digest);

    private DateTimeOffset Reached(Snapshot next)
    {
        var now = time.GetUtcNow();
        Volatile.Write(ref _applied, new AppliedPosition(next.Epoch, next.Version, now));
        return now;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SnapshotLoaded, LogLevel.Information, "Loaded the snapshot of version {Version} from {Source}: {Tenants} tenants, {Users} users, {Groups} groups.", EventName = "SnapshotLoaded")]
        public static partial void SnapshotLoaded(ILogger logger, long version, int tenants, int users, int groups, string source);

        [LoggerMessage(EventIds.SnapshotDistrusted, LogLevel.Error, "The state of version {Version} is proved to be wrong or behind (last entry that was refused: {Refused}): everything is denied until a scim has seen it and another one is loaded.", EventName = "SnapshotDistrusted")]
        public static partial void Distrusted(ILogger logger, long version, long refused);

        [LoggerMessage(EventIds.SnapshotTrustedAgain, LogLevel.Information, "The state of version {Version} is trusted: with a lease, decisions are taken again.", EventName = "SnapshotTrustedAgain")]
        public static partial void TrustedAgain(ILogger logger, long version);
    }
}
