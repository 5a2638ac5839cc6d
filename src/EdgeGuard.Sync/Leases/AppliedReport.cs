using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases;

/// <summary>
/// Edge to scim: everything up to <paramref name="Applied"/> is applied, and the streams that it ends are cut (FENCE section 2 step 8).
/// Cumulative; losing or repeating one does no harm.
/// </summary>
public readonly record struct AppliedReport(Incarnation Edge, LogHead Applied);
