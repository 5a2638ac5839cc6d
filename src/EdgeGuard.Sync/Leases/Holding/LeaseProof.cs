using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Holding;

/// <summary>A Grant that waits for the edge to reach its head: then it may allow until <paramref name="Until"/> = s + L (FENCE section 2 step 4).</summary>
internal readonly record struct LeaseProof(long Until, LogHead Head);
