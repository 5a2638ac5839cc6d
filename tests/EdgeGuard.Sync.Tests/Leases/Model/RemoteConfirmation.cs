using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>A confirmation that another scim's fence waits for.</summary>
internal sealed record RemoteConfirmation(Confirmation Confirmation, int Asker, int Life, int Fence, Incarnation As);
