namespace EdgeGuard.Cli.Fleet;

/// <summary>One edge process in the <see cref="FleetDocument"/>.</summary>
/// <param name="Edge">Its name; a restarted edge is another process of the same name.</param>
/// <param name="Incarnation">Which process.</param>
/// <param name="Connected">Whether its stream is open.</param>
/// <param name="Applied">Version it has applied; null or 0 before its first snapshot.</param>
/// <param name="Lag">How many versions that is behind the head.</param>
/// <param name="LeaseEndsInSeconds">How long this scim takes its lease to run; null or 0 when none runs.</param>
/// <param name="ConnectedSeconds">Age of its stream.</param>
internal sealed record FleetEdge(
    string Edge, string? Incarnation, bool Connected, long? Applied, long? Lag, double? LeaseEndsInSeconds, double? ConnectedSeconds);
