using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Scim.Leases;

/// <summary>An edge of the <see cref="Fleet"/>. Spans are nanoseconds. Immutable.</summary>
/// <param name="Name">What it calls itself; empty when it was not there long enough.</param>
/// <param name="Registered">The edge whose key it uses.</param>
/// <param name="Incarnation">The process.</param>
/// <param name="IsConnected">Has a stream here.</param>
/// <param name="Applied">The version that it has applied in the present epoch, as far as it has said so.</param>
/// <param name="EndsIn">Until its lease ends at the latest; not positive for none.</param>
/// <param name="ConnectedFor">Since its stream was opened.</param>
internal sealed record FleetEdge(string Name, string Registered, Incarnation Incarnation, bool IsConnected, long Applied, long EndsIn, long ConnectedFor);
