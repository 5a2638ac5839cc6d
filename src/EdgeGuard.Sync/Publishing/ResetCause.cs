namespace EdgeGuard.Sync.Publishing;

/// <summary>Why the log in Redis was given a new start; a closed set, so that it can be a metric's tag.</summary>
internal enum ResetCause
{
    /// <summary>Redis had no log: new, flushed, or replaced by an empty replica.</summary>
    Empty,

    /// <summary>Redis had a log of another epoch, or something unreadable.</summary>
    Foreign,

    /// <summary>Redis was so far behind that the missing range is not worth carrying.</summary>
    FarBehind,

    /// <summary>Redis claimed more than the database has and could not show it.</summary>
    FalselyAhead,
}
