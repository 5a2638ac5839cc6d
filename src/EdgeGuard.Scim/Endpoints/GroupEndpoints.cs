using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary><c>/Groups</c> (RFC 7644 sections 3.3 to 3.6). A PUT states the whole group: who is not named in it leaves.</summary>
internal static class GroupEndpoints
{
    private static readonly ResourceDefinition Definition = ResourceDefinition.Group;

    public static void Map(RouteGroupBuilder scim)
    {
        scim.MapPost("/Groups", CreateAsync);
        scim.MapGet("/Groups", ListAsync);
        scim.MapGet("/Groups/{id}", GetAsync);
        scim.MapPut("/Groups/{id}", ReplaceAsync);
        scim.MapPatch("/Groups/{id}", PatchAsync);
        scim.MapDelete("/Groups/{id}", DeleteAsync);
    }

    private static async Task<IResult> CreateAsync(ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!(await request.ReadBodyAsync(cancellationToken)).TryGet(out var body, out var error))
            return ScimResult.Error(error);
        using (body)
        {
            if (!ResourceReader.Read(Definition, body.RootElement, Leniency.Providers).TryGet(out var resource, out error))
                return ScimResult.Error(error);

            var values = GroupView.ToValues(resource);
            var written = await store.WriteAsync(
                (transaction, connection) =>
                {
                    var stored = transaction.Groups.Create(connection, values);
                    if (stored.Row is { } row && GroupMembers.Add(transaction, connection, row, resource.Members ?? []) is { } refusal)
                        return transaction.Abandon<Result<ResourceDocument>>(refusal);
                    return Answer(request, transaction, stored);
                },
                cancellationToken);
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
            read => new GroupSearch(read, request.Connection, request.BaseUri, projection.IncludesMembers).Run(filter, page, cancellationToken),
            cancellationToken);
        return found.TryGet(out var list, out error) ? ScimResult.Ok(list.ToUtf8(request.BaseUri, projection)) : ScimResult.Error(error);
    }

    private static async Task<IResult> GetAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Groups.Find(request.Connection, id) switch
            {
                null => ScimResult.Error(Refusals.NotFound),
                { Revision: var revision } when request.HasVersion(revision) => ScimResult.NotModified(ResourceVersion.ETag(revision)),
                var row => Render(request, GroupView.Of(row, read, request.ReadProjection(Definition).IncludesMembers), created: false),
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

            MembershipOperation[] membership = [new(MembershipKind.Replace, resource.Members ?? [])];
            var values = GroupView.ToValues(resource);
            var result = await ChangeAsync(id, request, store, _ => values, membership, cancellationToken);
            return Render(request, result, created: false);
        }
    }

    private static async Task<IResult> PatchAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!(await request.ReadBodyAsync(cancellationToken)).TryGet(out var body, out var error))
            return ScimResult.Error(error);
        using (body)
        {
            if (!PatchRequest.Read(body.RootElement, Leniency.Providers).TryGet(out var patch, out error)
                || !MembershipPatch.Split(patch).TryGet(out var split, out error))
                return ScimResult.Error(error);

            var seen = await store.ReadAsync(read => read.Groups.Find(request.Connection, id), cancellationToken);
            var draft = seen is null ? null : new Draft<GroupValues>(seen.Revision, Patched(seen, split.Attributes));
            var result = await ChangeAsync(
                id,
                request,
                store,
                row => Draft<GroupValues>.For(draft, row.Revision, () => Patched(row, split.Attributes)),
                split.Membership,
                cancellationToken);

            // A list of all members would cost more than the change did (E21); who asks for attributes gets them (M12).
            return request.AsksForAttributes || !result.IsOk ? Render(request, result, created: false) : ScimResult.NoContent(result.Value.Version);
        }
    }

    private static Result<GroupValues> Patched(GroupRow row, PatchRequest attributes) =>
        PatchApplier.Apply(Definition, ScimResource.FromJson(Definition, row.Resource), attributes).TryGet(out var outcome, out var refusal)
            ? GroupView.ToValues(outcome.Resource)
            : refusal;

    private static async Task<IResult> DeleteAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        for (var begun = false; ; begun = true)
        {
            var written = await store.WriteAsync<(ScimError? Refusal, bool More)>(
                (transaction, connection) =>
                {
                    if (transaction.Read.Groups.Find(connection, id) is not { } row)
                        return (begun ? null : Refusals.NotFound, false);
                    if (!begun && request.CheckPrecondition(row.Revision) is { } changed)
                        return (changed, false);
                    if (transaction.Groups.RemoveSome(connection, row, keep: []))
                        return (null, true);
                    transaction.Groups.Delete(connection, row);
                    return default;
                },
                cancellationToken);
            if (!written.Value.More)
                return written.Value.Refusal is null ? ScimResult.NoContent() : ScimResult.Error(written.Value.Refusal);
        }
    }

    /// <summary>
    /// Reads, changes and writes a group and its members: in one transaction, but for more leavers than an entry of the log can hold.
    /// Then (1) the first transaction checks everything and writes the attributes, with a part of those leaving; (2) further ones take out
    /// further parts; (3) the last carries out the operations on who is left. What a crash leaves, the same request finishes.
    /// </summary>
    private static async Task<Result<ResourceDocument>> ChangeAsync(
        string id,
        ScimRequest request,
        ConnectionStore store,
        Func<GroupRow, Result<GroupValues>> change,
        IReadOnlyList<MembershipOperation> membership,
        CancellationToken cancellationToken)
    {
        var keep = GroupMembers.Staying(membership);
        for (var begun = false; ; begun = true)
        {
            var written = await store.WriteAsync<(Result<ResourceDocument> Answer, bool More)>(
                (transaction, connection) =>
                {
                    if (transaction.Read.Groups.Find(connection, id) is not { } row)
                        return (Refusals.NotFound, false);
                    if (!begun && request.CheckPrecondition(row.Revision) is { } changed)
                        return (changed, false);
                    var answer = begun ? GroupView.ToValues(ScimResource.FromJson(Definition, row.Resource)) : change(row);
                    if (!answer.TryGet(out var values, out var refusal))
                        return (refusal, false);

                    if (keep is not null && transaction.Groups.RemoveSome(connection, row, keep))
                    {
                        if (GroupMembers.Check(transaction, connection, membership) is { } stranger)
                            return (transaction.Abandon<Result<ResourceDocument>>(stranger), false);
                        row = transaction.Read.Groups.Find(connection, id) ?? throw new InvalidOperationException("A group is gone within its transaction.");
                        var stored = transaction.Groups.Update(connection, row, values, membersChanged: false);
                        return stored.Row is null ? (Answer(request, transaction, stored), false) : (default, true);
                    }

                    if (GroupMembers.Apply(transaction, connection, row, membership, out var membersChanged) is { } unknown)
                        return (transaction.Abandon<Result<ResourceDocument>>(unknown), false);
                    return (Answer(request, transaction, transaction.Groups.Update(connection, row, values, membersChanged)), false);
                },
                cancellationToken);
            if (!written.Value.More)
                return written.Value.Answer;
        }
    }

    private static Result<ResourceDocument> Answer(ScimRequest request, DirectoryTransaction transaction, Stored<GroupRow> stored) =>
        stored.Row is { } row
            ? GroupView.Of(row, transaction.Read, ShowsMembers(request) && request.ReadProjection(Definition).IncludesMembers)
            : transaction.Abandon<Result<ResourceDocument>>(Refusals.Of(stored.Conflict));

    /// <summary>A PATCH answers no body unless one is asked for: then the members need not be read.</summary>
    private static bool ShowsMembers(ScimRequest request) => !request.IsPatch || request.AsksForAttributes;

    private static ScimResult Render(ScimRequest request, Result<ResourceDocument> result, bool created)
    {
        if (!result.TryGet(out var document, out var error))
            return ScimResult.Error(error);
        var body = ResourceRenderer.ToUtf8(document, request.BaseUri, request.ReadProjection(Definition));
        var location = ResourceRenderer.Location(Definition, request.BaseUri, document.Id);
        return created ? ScimResult.Created(body, document.Version, location) : ScimResult.Ok(body, document.Version, location);
    }
}
