namespace EdgeGuard.Edge.Health;

/// <summary>Where an edge stands in its life, as <c>/healthz/ready</c> tells it in lower case.</summary>
internal enum ReadinessStatus : byte
{
    /// <summary>No verified snapshot yet: everything is denied.</summary>
    Loading = 0,

    /// <summary>It decides.</summary>
    Ready = 1,

    /// <summary>It finishes what it has begun and takes nothing new.</summary>
    Stopping = 2,

    /// <summary>It has no running lease: nothing proves that its snapshot is current, and everything is denied.</summary>
    Stale = 3,
}
