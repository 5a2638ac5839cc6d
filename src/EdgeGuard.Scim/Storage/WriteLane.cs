namespace EdgeGuard.Scim.Storage;

/// <summary>Where a write waits for the writer.</summary>
internal enum WriteLane
{
    /// <summary>In turn.</summary>
    Ordinary,

    /// <summary>
    /// Before all that is ordinary (FENCE section 6: "goes first"): what leases hang on, and what is known to revoke. Its writes are
    /// short: nothing ends their batch early.
    /// </summary>
    Urgent,
}
