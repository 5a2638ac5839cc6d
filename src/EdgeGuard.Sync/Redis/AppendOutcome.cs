namespace EdgeGuard.Sync.Redis;

/// <summary>What became of an append.</summary>
internal enum AppendOutcome
{
    /// <summary>At least one entry is new in Redis, and the head is the last one.</summary>
    Appended,

    /// <summary>All of them were there already: another publisher was faster.</summary>
    Present,

    /// <summary>Redis ends before the entry that precedes them.</summary>
    Gap,

    /// <summary>Redis has no log, or one of another epoch.</summary>
    Foreign,
}
