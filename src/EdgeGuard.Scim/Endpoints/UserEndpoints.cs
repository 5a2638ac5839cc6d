using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary><c>/Users</c> (RFC 7644 sections 3.3 to 3.6).</summary>
internal static class UserEndpoints
{
    private static readonly ResourceDefinition Definition = ResourceDefinition.User;

    public static void Map(RouteGroupBuilder scim)
    {
        scim.MapPost("/Users", CreateAsync);
        scim.MapGet("/Users", ListAsync);
        scim.MapGet("/Users/{id}", GetAsync);
        scim.MapPut("/Users/{id}", ReplaceAsync);
        scim.MapPatch("/Users/{id}", PatchAsync);
        scim.MapDelete("/Users/{id}", DeleteAsync);
    }

    private static async Task<IResult> CreateAsync(ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!(await request.ReadBodyAsync(cancellationToken)).TryGet(out var body, out var error))
            return ScimResult.Error(error);
        using (body)
        {
            if (!ResourceReader.Read(Definition, body.RootElement, Leniency.Providers).TryGet(out var resource, out error))
                return ScimResult.Error(error);

            var values = UserView.ToValues(resource, activeBefore: true);
            var written = await store.WriteAsync(
                (transaction, connection) => Answer(request, transaction, transaction.Users.Create(connection, values)), cancellationToken);
            return Render(request, written.Value, created: true);
        }
    }

    private static async Task<IResult> ListAsync(ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!Paging.Read(request.Query("startIndex"), request.Query("count")).TryGet(out var page, out var error))
            return ScimResult.Error(error);
        if (request.ReadFilter(out var filter) is { } unclear)
            return ScimResult.Error(unclear);
        var projection = request.ReadProjection(Definition);
        var found = await store.ReadAsync(
            read => new UserSearch(read, request.Connection, request.BaseUri, projection.IncludesGroups).Run(filter, page, cancellationToken),
            cancellationToken);
        return found.TryGet(out var list, out error) ? ScimResult.Ok(list.ToUtf8(request.BaseUri, projection)) : ScimResult.Error(error);
    }

    private static async Task<IResult> GetAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Users.Find(request.Connection, id) switch
            {
                null => ScimResult.Error(Refusals.NotFound),
                { Revision: var revision } when request.HasVersion(revision) => ScimResult.NotModified(ResourceVersion.ETag(revision)),
                var row => Render(request, UserView.Of(row, read, request.ReadProjection(Definition).IncludesGroups), created: false),
            },
            cancellationToken);

    private static async Task<IResult> ReplaceAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!(await request.ReadBodyAsync(cancellationToken)).TryGet(out var body, out var error))
            return ScimResult.Error(error);
        using (body)
        {
            if (!ResourceReader.Read(Definition, body.RootElement, Leniency.Providers).TryGet(out var resource, out error))
                return ScimResult.Error(error);
            return await ChangeAsync(id, request, store, row => UserView.ToValues(resource, row.Active), cancellationToken);
        }
    }

    private static async Task<IResult> PatchAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!(await request.ReadBodyAsync(cancellationToken)).TryGet(out var body, out var error))
            return ScimResult.Error(error);
        using (body)
        {
            if (!PatchRequest.Read(body.RootElement, Leniency.Providers).TryGet(out var patch, out error))
                return ScimResult.Error(error);
            var seen = await store.ReadAsync(read => read.Users.Find(request.Connection, id), cancellationToken);
            var draft = seen is null ? null : new Draft<UserValues>(seen.Revision, Patched(seen, patch));
            return await ChangeAsync(
                id, request, store, row => Draft<UserValues>.For(draft, row.Revision, () => Patched(row, patch)), cancellationToken);
        }
    }

    private static Result<UserValues> Patched(UserRow row, PatchRequest patch) =>
        PatchApplier.Apply(Definition, ScimResource.FromJson(Definition, row.Resource), patch).TryGet(out var outcome, out var refusal)
            ? UserView.ToValues(outcome.Resource, row.Active)
            : refusal;

    private static async Task<IResult> DeleteAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(
            (transaction, connection) =>
            {
                if (transaction.Read.Users.Find(connection, id) is not { } row)
                    return Refusals.NotFound;
                if (request.CheckPrecondition(row.Revision) is { } changed)
                    return changed;
                transaction.Users.Delete(connection, row);
                return null;
            },
            cancellationToken);
        return written.Value is null ? ScimResult.NoContent() : ScimResult.Error(written.Value);
    }

    /// <summary>Reads, changes and writes a user in one transaction.</summary>
    private static async Task<IResult> ChangeAsync(
        string id, ScimRequest request, ConnectionStore store, Func<UserRow, Result<UserValues>> change, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync<Result<ResourceDocument>>(
            (transaction, connection) =>
            {
                if (transaction.Read.Users.Find(connection, id) is not { } row)
                    return Refusals.NotFound;
                if (request.CheckPrecondition(row.Revision) is { } changed)
                    return changed;
                if (!change(row).TryGet(out var values, out var refusal))
                    return refusal;
                return Answer(request, transaction, transaction.Users.Update(connection, row, values));
            },
            cancellationToken);
        return Render(request, written.Value, created: false);
    }

    private static Result<ResourceDocument> Answer(ScimRequest request, DirectoryTransaction transaction, Stored<UserRow> stored) =>
        stored.Row is { } row
            ? UserView.Of(row, transaction.Read, request.ReadProjection(Definition).IncludesGroups)
            : transaction.Abandon<Result<ResourceDocument>>(Refusals.Of(stored.Conflict));

    private static ScimResult Render(ScimRequest request, Result<ResourceDocument> result, bool created)
    {
        if (!result.TryGet(out var document, out var error))
            return ScimResult.Error(error);
        var body = ResourceRenderer.ToUtf8(document, request.BaseUri, request.ReadProjection(Definition));
        var location = ResourceRenderer.Location(Definition, request.BaseUri, document.Id);
        return created ? ScimResult.Created(body, document.Version, location) : ScimResult.Ok(body, document.Version, location);
    }
}
