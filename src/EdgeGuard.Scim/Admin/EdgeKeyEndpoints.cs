using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Storage.Leases;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/edges/{edge}/keys</c>: several may be good at once, so that an edge can be moved to a new one without a gap.</summary>
internal static class EdgeKeyEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/edges/{edge}/keys", ListAsync);
        admin.MapPost("/edges/{edge}/keys", PostAsync);
        admin.MapDelete("/edges/{edge}/keys/{id}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(ClientKey edge, AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Edges.Exists(edge.Value)
                ? TypedResults.Ok(new EdgeKeyListAnswer([.. read.Edges.ListKeys(edge.Value).Select(ToItem)], read.Head().Version))
                : AdminProblems.NotFound("edge"),
            cancellationToken);

    private static async Task<IResult> PostAsync(ClientKey edge, AdminStore store, HttpResponse response, CancellationToken cancellationToken)
    {
        var key = BearerTokens.New(BearerTokens.EdgePrefix);
        var written = await store.WriteAsync(
            transaction =>
            {
                if (!transaction.Read.Edges.Exists(edge.Value))
                    return null;
                var id = Guid.CreateVersion7(transaction.Now).ToString("N");
                transaction.Edges.AddKey(new EdgeKeyRow
                {
                    Id = id,
                    Edge = edge.Value,
                    Hash = BearerTokens.Hash(key),
                    CreatedAt = transaction.Now.ToUnixTimeMilliseconds(),
                });
                return id;
            },
            cancellationToken);
        if (written.Value is not { } made)
            return AdminProblems.NotFound("edge");
        response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new EdgeKeyAnswer(made, key, written.Version), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(ClientKey edge, ClientKey id, AdminStore store, EdgeCallers callers, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(transaction => transaction.Edges.DeleteKey(edge.Value, id.Value), cancellationToken);
        if (!written.Value)
            return AdminProblems.NotFound("key");
        callers.RevokeKey(id.Value);
        return TypedResults.Ok(new VersionAnswer(written.Version));
    }

    private static EdgeKeyItem ToItem(EdgeKeyRow row) => new(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));
}
