namespace EdgeGuard.Sync.Following;

/// <summary>What the follower tells those who talk to the scims. Thread-safe; never blocks, never throws.</summary>
internal interface ILeaseSignals
{
    /// <summary>A state was loaded, or distrust began: an Ask is due at once (FENCE section 2 step 1).</summary>
    void AskNow();

    /// <summary>An entry with the fence flag is settled: a report is due (step 8).</summary>
    void ReportNow();

    /// <summary>Whether Redis is silent, so that every entry is wanted from scim.</summary>
    void FollowAll(bool all);
}
