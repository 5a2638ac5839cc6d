namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>The edges and their leases, as one scim process knows them.</summary>
internal sealed record FleetAnswer(
    string Scim, string Epoch, long Head, long Fenced, int FencesWaiting, double LeaseSeconds, IReadOnlyList<FleetItem> Edges);
