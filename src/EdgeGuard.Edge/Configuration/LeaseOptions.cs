namespace EdgeGuard.Edge.Configuration;

/// <summary>
/// What the edge itself does about its lease: <c>EdgeGuard:Lease</c>. Where it gets the lease is
/// <see cref="Sync.LeaseStreams.LeaseStreamOptions"/>, of the same section.
/// </summary>
internal sealed class LeaseOptions
{
    /// <summary>Default of <see cref="HoldLimit"/>.</summary>
    public static readonly TimeSpan DefaultHoldLimit = TimeSpan.FromSeconds(30);

    /// <summary>Longest <see cref="HoldLimit"/>.</summary>
    public static readonly TimeSpan LongestHoldLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long an open request is held, without a byte going through it, while the edge has no lease; then it is cut (FENCE section 1,
    /// stream rule). 0 to 10 minutes; 0 cuts at once. Default 30 s.
    /// </summary>
    public TimeSpan HoldLimit { get; set; } = DefaultHoldLimit;
}
