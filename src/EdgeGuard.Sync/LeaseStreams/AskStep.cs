namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>What is to be done now: whether to ask, whom, and whether an Ask before was left without an answer.</summary>
internal readonly record struct AskStep(int Scim, bool IsDue, bool WasUnanswered);
