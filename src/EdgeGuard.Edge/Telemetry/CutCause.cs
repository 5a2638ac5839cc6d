namespace EdgeGuard.Edge.Telemetry;

/// <summary>Why a request in flight was cut; a metric tag.</summary>
internal enum CutCause : byte
{
    /// <summary>A change of the directory no longer allows it.</summary>
    Change = 0,

    /// <summary>Its token expired.</summary>
    Expiry = 1,

    /// <summary>There was no lease for the hold limit.</summary>
    Lease = 2,
}
