using System.Security.Cryptography;
using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/connections</c>.</summary>
internal static class ConnectionEndpoints
{
    private const int IdLength = 16;
    private const string IdLetters = "abcdefghijklmnopqrstuvwxyz234567";

    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/connections/{connection}", GetAsync);
        admin.MapPut("/connections/{connection}", PutAsync);
        admin.MapDelete("/connections/{connection}", DeleteAsync);
    }

    private static async Task<IResult> GetAsync(
        ClientKey connection, AdminStore store, BaseUrls urls, HttpRequest request, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Connections.Find(connection.Value) is { } row
                ? TypedResults.Ok(Answer(row, urls, request, read.Head().Version))
                : AdminProblems.NotFound("connection"),
            cancellationToken);

    private static async Task<IResult> PutAsync(
        ClientKey connection, ConnectionBody body, AdminStore store, BaseUrls urls, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!ConnectionChoices.TryRead(body, out var settings, out var fault))
            return AdminProblems.Invalid(fault);

        var written = await store.WriteAsync<(ConnectionRow? Row, IResult? Refusal)>(
            transaction =>
            {
                if (transaction.Read.Connections.Find(connection.Value) is { } existing)
                {
                    if (existing.Tenant != body.Tenant)
                        return (null, AdminProblems.Conflict("The connection belongs to another tenant and cannot move."));
                    transaction.Connections.Set(existing, settings);
                    return (transaction.Read.Connections.Find(connection.Value), null);
                }

                if (transaction.Read.Catalog.FindTenant(body.Tenant) is not { } tenant)
                    return (null, AdminProblems.Invalid("tenant names no tenant."));
                transaction.Connections.Create(tenant, connection.Value, RandomNumberGenerator.GetString(IdLetters, IdLength), settings);
                return (transaction.Read.Connections.Find(connection.Value), null);
            },
            cancellationToken);
        return written.Value.Row is { } row ? TypedResults.Ok(Answer(row, urls, request, written.Version)) : written.Value.Refusal ?? AdminProblems.NotFound("connection");
    }

    private static async Task<IResult> DeleteAsync(ClientKey connection, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync<IResult?>(
            transaction =>
            {
                if (transaction.Read.Connections.Find(connection.Value) is not { } row)
                    return AdminProblems.NotFound("connection");

                // Its users would stay active with nobody left who could deactivate them.
                if (transaction.Read.Users.Count(row) + transaction.Read.Groups.Count(row) > 0)
                    return AdminProblems.Conflict("The connection still has users or groups: deprovision them first, or delete the tenant.");
                transaction.Connections.Delete(row);
                return null;
            },
            cancellationToken);
        return written.Value ?? TypedResults.Ok(new VersionAnswer(written.Version));
    }

    private static ConnectionAnswer Answer(ConnectionRow row, BaseUrls urls, HttpRequest request, long version) =>
        new(
            row.Key,
            row.Id,
            row.Tenant,
            ConnectionChoices.Fence.Format(row.Fence),
            row.FenceLosses,
            ConnectionChoices.Profile.Format(row.Profile),
            ConnectionChoices.Reassignment.Format(row.Reassignment),
            ConnectionChoices.RetiredNames.Format(row.RetiredNames),
            ConnectionChoices.GroupNames.Format(row.GroupNames),
            urls.Scim(request, row.Id),
            version);
}
