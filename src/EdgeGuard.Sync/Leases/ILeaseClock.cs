namespace EdgeGuard.Sync.Leases;

/// <summary>
/// The clock of the lease, at an edge and at a scim: monotonic, counts suspension, runs within 11 % of real time (FENCE A2). Its ticks
/// are nanoseconds and greater than 0; only differences mean anything, and only within one process. Thread-safe.
/// </summary>
public interface ILeaseClock
{
    /// <summary>The present instant.</summary>
    long Now { get; }
}
