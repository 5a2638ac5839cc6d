namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>One thing that can happen next. What the numbers mean depends on the kind.</summary>
internal readonly record struct Act(ActKind Kind, short A = 0, short B = 0);

/// <summary>The kinds of <see cref="Act"/>.</summary>
internal enum ActKind : byte
{
    Time,
    Ask,
    BeginTick,
    CompleteTick,
    Record,
    Deliver,
    Repeat,
    Apply,
    Load,
    Misfit,
    Cut,
    Report,
    CrashEdge,
    StartEdge,
    CrashScim,
    RetireScim,
    StartScim,
    Commit,
    Plan,
    Reveal,
    Sweep,
    Leave,
    Restore,
    Lose,
    BeginEpoch,
    ChangeTerms,
}
