using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary><c>/Groups</c>. A PUT states the whole group: who is not named in it leaves.</summary>
internal sealed class GroupEndpoints() : ResourceEndpoints<GroupRow>(Definition)
{
    private static readonly ResourceDefinition Definition = ResourceDefinition.Group;

    protected override GroupRow? Find(DirectoryReader read, ConnectionRow connection, string id) => read.Groups.Find(connection, id);

    /// <summary>A PATCH answers no body unless one is asked for: then the members need not be read.</summary>
    protected override ResourceDocument View(GroupRow row, DirectoryReader read, ScimRequest request) =>
        GroupView.Of(row, read, (!request.IsPatch || request.AsksForAttributes) && request.ReadProjection(Definition).IncludesMembers);

    protected override ResourceSearch<GroupRow> Search(DirectoryReader read, ScimRequest request) =>
        new GroupSearch(read, request.Connection, request.BaseUri, request.ReadProjection(Definition).IncludesMembers);

    protected override async Task<Result<ResourceDocument>> CreateAsync(
        ScimResource resource, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        var values = GroupView.ToValues(resource);
        var written = await store.WriteAsync<(Result<ResourceDocument> Answer, string? Adopted)>(
            (transaction, connection) =>
            {
                if (connection.GroupNames is GroupNames.Adopt
                    && transaction.Read.Groups.Lookup(connection, GroupLookup.DisplayName, values.DisplayName) is [var namesake, ..])
                {
                    return (default, namesake.Id);
                }

                var stored = transaction.Groups.Create(connection, values);
                if (stored.Row is { } row && GroupMembers.Add(transaction, connection, row, resource.Members ?? []) is { } refusal)
                    return (transaction.Abandon<Result<ResourceDocument>>(refusal), null);
                return (Answer(request, transaction, stored), null);
            },
            cancellationToken);
        if (written.Value.Adopted is not { } id)
            return written.Value.Answer;
        var adopted = await ReplaceAsync(id, resource, request, store, cancellationToken);
        return adopted.Error is { Status: StatusCodes.Status404NotFound } // Gone in between.
            ? await CreateAsync(resource, request, store, cancellationToken)
            : adopted;
    }

    protected override Task<Result<ResourceDocument>> ReplaceAsync(
        string id, ScimResource resource, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        var values = GroupView.ToValues(resource);
        return WriteAsync(id, request, store, _ => values, [new(MembershipKind.Replace, resource.Members ?? [])], cancellationToken);
    }

    protected override async Task<IResult> ChangeAsync(
        string id, PatchRequest patch, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        if (!MembershipPatch.Split(patch).TryGet(out var split, out var error))
            return ScimResult.Error(error);

        var seen = await store.ReadAsync(read => Find(read, request.Connection, id), cancellationToken);
        var draft = seen is null ? null : new Draft<GroupValues>(seen.Revision, Patched(seen, split.Attributes));
        var result = await WriteAsync(
            id,
            request,
            store,
            row => Draft<GroupValues>.For(draft, row.Revision, () => Patched(row, split.Attributes)),
            split.Membership,
            cancellationToken);

        // A list of all members would cost more than the change did (E21); who asks for attributes gets them (M12).
        return request.AsksForAttributes || !result.IsOk ? Render(request, result) : ScimResult.NoContent(result.Value.Version);
    }

    protected override async Task<IResult> DeleteAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        for (var begun = false; ; begun = true)
        {
            var written = await store.WriteAsync<(ScimError? Refusal, bool More)>(
                (transaction, connection) =>
                {
                    if (Find(transaction.Read, connection, id) is not { } row)
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

    private static Result<GroupValues> Patched(GroupRow row, PatchRequest attributes) =>
        PatchApplier.Apply(Definition, ScimResource.FromJson(Definition, row.Resource), attributes).TryGet(out var outcome, out var refusal)
            ? GroupView.ToValues(outcome.Resource)
            : refusal;

    /// <summary>
    /// Reads, changes and writes a group and its members: in one transaction, but for more leavers than an entry of the log can hold.
    /// Then (1) the first transaction checks everything and writes the attributes, with a part of those leaving; (2) further ones take out
    /// further parts; (3) the last carries out the operations on who is left. What a crash leaves, the same request finishes.
    /// </summary>
    private async Task<Result<ResourceDocument>> WriteAsync(
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
                    if (Find(transaction.Read, connection, id) is not { } row)
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
                        row = Find(transaction.Read, connection, id) ?? throw new InvalidOperationException("A group is gone within its transaction.");
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
}
