namespace EdgeGuard.Edge.Health;

/// <summary>Where an edge stands in its life, as <c>/healthz/ready</c> tells it in lower case.</summary>
internal enum ReadinessStatus : byte
{
    /// <summary>No verified snapshot yet: everything is denied.</summary>
    Loading = 0,

    /// <summary>A verified snapshot is loaded, and since the start no scim has granted a lease: everything is denied.</summary>
    Waiting = 1,

    /// <summary>It has decided, and does or will again: a lease that has run out since is told by freshness.</summary>
    Ready = 2,

    /// <summary>It finishes what it has begun and takes nothing new.</summary>
    Stopping = 3,
}
