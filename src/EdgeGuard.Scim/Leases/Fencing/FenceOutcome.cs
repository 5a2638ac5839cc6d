namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>How a fence ended.</summary>
internal enum FenceOutcome
{
    /// <summary>Every edge with a lease is there, as every scim says.</summary>
    Confirmed,

    /// <summary>Every lease from before has ended.</summary>
    Time,

    /// <summary>Neither could be had: nothing may be acknowledged.</summary>
    Failed,
}
