using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>A fence at its scim, and what is acknowledged when it is done.</summary>
internal sealed record RunningFence(int Number, Version Version, Fence Fence);
