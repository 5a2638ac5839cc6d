using System.Text.Json;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>
/// The endpoints of one resource type (RFC 7644 sections 3.3 to 3.6): reads bodies, finds, lists and renders; what a write means is the
/// type's own. Stateless.
/// </summary>
internal abstract class ResourceEndpoints<TRow>(ResourceDefinition definition)
    where TRow : class, IResourceRow
{
    public void Map(RouteGroupBuilder scim)
    {
        var all = definition.Endpoint;
        var one = all + "/{id}";
        scim.MapPost(all, PostAsync);
        scim.MapGet(all, ListAsync);
        scim.MapGet(one, GetAsync);
        scim.MapPut(one, PutAsync);
        scim.MapPatch(one, PatchAsync);
        scim.MapDelete(one, DeleteAsync);
    }

    protected abstract TRow? Find(DirectoryReader read, ConnectionRow connection, string id);

    /// <summary>The row as an answer to <paramref name="request"/> shows it.</summary>
    protected abstract ResourceDocument View(TRow row, DirectoryReader read, ScimRequest request);

    protected abstract ResourceSearch<TRow> Search(DirectoryReader read, ScimRequest request);

    protected abstract Task<Result<ResourceDocument>> CreateAsync(
        ScimResource resource, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken);

    protected abstract Task<Result<ResourceDocument>> ReplaceAsync(
        string id, ScimResource resource, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken);

    protected abstract Task<IResult> ChangeAsync(
        string id, PatchRequest patch, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken);

    protected abstract Task<IResult> DeleteAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken);

    /// <summary>What a write answers of the row that it left.</summary>
    protected Result<ResourceDocument> Answer(ScimRequest request, DirectoryTransaction transaction, Stored<TRow> stored) =>
        stored.Row is { } row
            ? View(row, transaction.Read, request)
            : transaction.Abandon<Result<ResourceDocument>>(Refusals.Of(stored.Conflict));

    protected ScimResult Render(ScimRequest request, Result<ResourceDocument> result, bool created = false)
    {
        if (!result.TryGet(out var document, out var error))
            return ScimResult.Error(error);
        var body = ResourceRenderer.ToUtf8(document, request.BaseUri, request.ReadProjection(definition));
        var location = ResourceRenderer.Location(definition, request.BaseUri, document.Id);
        return created ? ScimResult.Created(body, document.Version, location) : ScimResult.Ok(body, document.Version, location);
    }

    private Task<IResult> PostAsync(ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        WithBodyAsync(
            request,
            body => ResourceReader.Read(definition, body, request.Profile.Leniency),
            async resource => Render(request, await CreateAsync(resource, request, store, cancellationToken), created: true),
            cancellationToken);

    private async Task<IResult> ListAsync(ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!Paging.Read(request.Query("startIndex"), request.Query("count")).TryGet(out var page, out var error))
            return ScimResult.Error(error);
        if (request.ReadFilter(out var filter) is { } unclear)
            return ScimResult.Error(unclear);
        var found = await store.ReadAsync(read => Search(read, request).Run(filter, request.Profile.Leniency, page, cancellationToken), cancellationToken);
        return found.TryGet(out var list, out error)
            ? ScimResult.Ok(list.ToUtf8(request.BaseUri, request.ReadProjection(definition)))
            : ScimResult.Error(error);
    }

    private async Task<IResult> GetAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => Find(read, request.Connection, id) switch
            {
                null => ScimResult.Error(Refusals.NotFound),
                { Revision: var revision } when request.HasVersion(revision) => ScimResult.NotModified(ResourceVersion.ETag(revision)),
                var row => Render(request, View(row, read, request)),
            },
            cancellationToken);

    private Task<IResult> PutAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        WithBodyAsync(
            request,
            body => ResourceReader.Read(definition, body, request.Profile.Leniency),
            async resource => Render(request, await ReplaceAsync(id, resource, request, store, cancellationToken)),
            cancellationToken);

    private Task<IResult> PatchAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        WithBodyAsync(
            request,
            body => PatchRequest.Read(body, request.Profile.Leniency),
            patch => ChangeAsync(id, patch, request, store, cancellationToken),
            cancellationToken);

    /// <summary>Reads the body and what it says; both live until the answer is made.</summary>
    private static async Task<IResult> WithBodyAsync<T>(
        ScimRequest request, Func<JsonElement, Result<T>> read, Func<T, Task<IResult>> answer, CancellationToken cancellationToken)
        where T : class
    {
        if (!(await request.ReadBodyAsync(cancellationToken)).TryGet(out var body, out var error))
            return ScimResult.Error(error);
        using (body)
            return read(body.RootElement).TryGet(out var value, out error) ? await answer(value) : ScimResult.Error(error);
    }
}
