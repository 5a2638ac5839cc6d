using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Leases.Streams;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/edges</c>: who may hold leases. What goes ends its streams at once, and its lease within L.</summary>
internal static class EdgeEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/edges", ListAsync);
        admin.MapPut("/edges/{edge}", PutAsync);
        admin.MapDelete("/edges/{edge}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => TypedResults.Ok(new EdgeListAnswer([.. read.Edges.List().Select(edge => new EdgeItem(edge))], read.Head().Version)), cancellationToken);

    private static async Task<IResult> PutAsync(ClientKey edge, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(
            transaction =>
            {
                transaction.Edges.Put(edge.Value);
                return true;
            },
            cancellationToken);
        return TypedResults.Ok(new EdgeAnswer(edge.Value, written.Version));
    }

    private static async Task<IResult> DeleteAsync(ClientKey edge, AdminStore store, EdgeCallers callers, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(transaction => transaction.Edges.Delete(edge.Value), cancellationToken);
        if (!written.Value)
            return AdminProblems.NotFound("edge");
        callers.RevokeEdge(edge.Value);
        return TypedResults.Ok(new VersionAnswer(written.Version));
    }
}
