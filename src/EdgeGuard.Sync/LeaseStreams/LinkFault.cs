namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>How a stream ended; a closed set, so that it can be a metric's tag.</summary>
internal enum LinkFault
{
    /// <summary>As both sides wanted.</summary>
    None = 0,

    /// <summary>The scim is away, or closed the stream.</summary>
    Broken = 1,

    /// <summary>The scim does not accept this edge's key.</summary>
    KeyRefused = 2,

    /// <summary>The scim did not like a message, or does not know this service: of another release, or no scim.</summary>
    Refused = 3,
}
