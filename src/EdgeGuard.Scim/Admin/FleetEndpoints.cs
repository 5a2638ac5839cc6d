using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/fleet</c>: the edges and their leases as this process knows them; edges that ask another scim are that one's to tell.</summary>
internal static class FleetEndpoints
{
    public static void Map(RouteGroupBuilder admin) => admin.MapGet("/fleet", GetAsync);

    private static async Task<IResult> GetAsync(
        AdminStore store, LeaseAuthority authority, LeaseFencing fencing, Fleet fleet, CancellationToken cancellationToken)
    {
        var head = await store.ReadAsync(read => read.Head(), cancellationToken);
        var view = authority.View;
        return TypedResults.Ok(new FleetAnswer(
            view.Scim.ToString(),
            head.Epoch.ToString(),
            head.Version,
            view.Epoch == head.Epoch ? view.Fenced : 0,
            fencing.Waiting,
            ToSeconds(view.Terms.Length),
            [.. fleet.List(view).Select(edge => ToItem(edge, head.Version))]));
    }

    private static FleetItem ToItem(FleetEdge edge, long head) => new(
        edge.Name,
        edge.Registered,
        edge.Incarnation.ToString(),
        edge.IsConnected,
        edge.Applied,
        Math.Max(0, head - edge.Applied),
        ToSeconds(Math.Max(0, edge.EndsIn)),
        ToSeconds(edge.ConnectedFor));

    private static double ToSeconds(long nanoseconds) => Math.Round(LeaseTime.ToSpan(nanoseconds).TotalSeconds, 3);
}
