namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>An edge; registered is the edge whose key it uses, edge what it calls itself.</summary>
internal sealed record FleetItem(
    string Edge, string Registered, string Incarnation, bool Connected, long Applied, long Lag, double LeaseEndsInSeconds, double ConnectedSeconds);
