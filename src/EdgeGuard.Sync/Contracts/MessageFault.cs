namespace EdgeGuard.Sync.Contracts;

/// <summary>Why bytes from outside were not taken; a closed set, so that it can be a metric's tag.</summary>
public enum MessageFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Longer than <see cref="MessageLimits.MaxMessageBytes"/> or with more than <see cref="MessageLimits.MaxChanges"/> changes.</summary>
    Oversized = 1,

    /// <summary>The authentication code does not fit: not written with this environment's key, or altered.</summary>
    Forged = 2,

    /// <summary>A format version that this program does not know: written by a later release.</summary>
    UnknownFormat = 3,

    /// <summary>A kind of change that this program does not know: written by a later release.</summary>
    UnknownChange = 4,

    /// <summary>Authentic, of a known format, and yet not readable.</summary>
    Malformed = 5,
}
