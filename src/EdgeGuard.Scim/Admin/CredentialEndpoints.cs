using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/connections/{connection}/tokens</c>: several may live at once, so that a provider can be moved to a new one without a gap.</summary>
internal static class CredentialEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/connections/{connection}/tokens", ListAsync);
        admin.MapPost("/connections/{connection}/tokens", PostAsync);
        admin.MapDelete("/connections/{connection}/tokens/{id}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(ClientKey connection, AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Connections.Find(connection.Value) is { } row
                ? TypedResults.Ok(new CredentialListAnswer([.. read.Connections.ListCredentials(row).Select(ToItem)], read.Head().Version))
                : AdminProblems.NotFound("connection"),
            cancellationToken);

    private static async Task<IResult> PostAsync(
        ClientKey connection, CredentialBody body, AdminStore store, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        if (body.ExpiresAt <= time.GetUtcNow())
            return AdminProblems.Invalid("expiresAt is in the past.");

        var token = BearerTokens.New(BearerTokens.ScimPrefix);
        var written = await store.WriteAsync(
            transaction =>
            {
                if (transaction.Read.Connections.Find(connection.Value) is not { } row)
                    return null;
                var credential = new CredentialRow
                {
                    Id = Guid.CreateVersion7(transaction.Now).ToString("N"),
                    Hash = BearerTokens.Hash(token),
                    CreatedAt = transaction.Now.ToUnixTimeMilliseconds(),
                    ExpiresAt = body.ExpiresAt?.ToUnixTimeMilliseconds(),
                };
                transaction.Connections.AddCredential(row, credential);
                return credential;
            },
            cancellationToken);
        if (written.Value is not { } made)
            return AdminProblems.NotFound("connection");
        response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new CredentialAnswer(made.Id, token, ToInstant(made.ExpiresAt), written.Version), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(ClientKey connection, ClientKey id, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(
            transaction => transaction.Read.Connections.Find(connection.Value) is { } row && transaction.Connections.DeleteCredential(row, id.Value),
            cancellationToken);
        return written.Value ? TypedResults.Ok(new VersionAnswer(written.Version)) : AdminProblems.NotFound("token");
    }

    private static CredentialItem ToItem(CredentialRow row) =>
        new(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), ToInstant(row.ExpiresAt), ToInstant(row.LastUsedAt));

    private static DateTimeOffset? ToInstant(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
