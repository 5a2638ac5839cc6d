namespace EdgeGuard.Sync.Following;

/// <summary>
/// Why something that a source gave was not taken; a closed set, so that it can be a metric's tag. The first ones are those of
/// <see cref="Contracts.MessageFault"/>, by the same numbers.
/// </summary>
internal enum RefusalCause
{
    None = 0,
    Oversized = 1,
    Forged = 2,
    UnknownFormat = 3,
    UnknownChange = 4,
    Malformed = 5,

    /// <summary>An authentic entry with a change that the state does not admit.</summary>
    ChangeRefused = 6,

    /// <summary>An authentic entry or snapshot after which the state has not the digest that the writer computed.</summary>
    DigestMismatch = 7,

    /// <summary>A chunk of a snapshot that is missing or not the one that the manifest names.</summary>
    ChunkDamaged = 8,

    /// <summary>An entry that does not follow the state: of another log, or not the next version.</summary>
    OutOfSequence = 9,

    /// <summary>A state of another epoch than the one that the last Grant named.</summary>
    ForeignEpoch = 10,
}
