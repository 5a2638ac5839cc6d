namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>What the loop lacks.</summary>
internal enum FetchNeedKind
{
    Nothing = 0,

    /// <summary>Entries after the current state.</summary>
    Entries = 1,

    /// <summary>A whole state.</summary>
    State = 2,
}
