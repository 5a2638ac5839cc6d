using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary><c>/Users</c>.</summary>
internal sealed class UserEndpoints() : ResourceEndpoints<UserRow>(Definition)
{
    private static readonly ResourceDefinition Definition = ResourceDefinition.User;

    protected override UserRow? Find(DirectoryReader read, ConnectionRow connection, string id) => read.Users.Find(connection, id);

    protected override ResourceDocument View(UserRow row, DirectoryReader read, ScimRequest request) =>
        UserView.Of(row, read, request.ReadProjection(Definition).IncludesGroups);

    protected override ResourceSearch<UserRow> Search(DirectoryReader read, ScimRequest request) =>
        new UserSearch(read, request.Connection, request.BaseUri, request.ReadProjection(Definition).IncludesGroups);

    protected override async Task<Result<ResourceDocument>> CreateAsync(
        ScimResource resource, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        var values = UserView.ToValues(resource, activeBefore: true);
        var written = await store.WriteAsync(
            (transaction, connection) =>
            {
                var stored = transaction.Users.Create(connection, values);
                return Answer(request, transaction, stored.Row is null ? Restore(transaction, connection, values) ?? stored : stored);
            },
            cancellationToken);
        return written.Value;
    }

    /// <summary>
    /// Brings back the inactive user whom a POST means. A name alone says who is meant only where neither side has an externalId: else it
    /// may be another person's by now, who must not get what belonged to the one before.
    /// </summary>
    private static Stored<UserRow>? Restore(DirectoryTransaction transaction, ConnectionRow connection, UserValues values)
    {
        if (connection.Reassignment is not Reassignment.Restore)
            return null;
        var found = values.ExternalId is { } externalId
            ? transaction.Read.Users.FindByExternalId(connection, externalId)
            : transaction.Read.Users.FindByName(connection, values.UserName);
        if (found is not { Active: false } row || row.ExternalId != values.ExternalId)
            return null;
        return transaction.Users.Update(connection, row, values);
    }

    protected override Task<Result<ResourceDocument>> ReplaceAsync(
        string id, ScimResource resource, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken) =>
        WriteAsync(id, request, store, row => UserView.ToValues(resource, row.Active), cancellationToken);

    protected override async Task<IResult> ChangeAsync(
        string id, PatchRequest patch, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        var seen = await store.ReadAsync(read => Find(read, request.Connection, id), cancellationToken);
        var draft = seen is null ? null : new Draft<UserValues>(seen.Revision, Patched(seen, patch));
        return Render(
            request,
            await WriteAsync(id, request, store, row => Draft<UserValues>.For(draft, row.Revision, () => Patched(row, patch)), cancellationToken));
    }

    protected override async Task<IResult> DeleteAsync(string id, ScimRequest request, ConnectionStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteUrgentlyAsync(
            (transaction, connection) =>
            {
                if (Find(transaction.Read, connection, id) is not { } row)
                    return Refusals.NotFound;
                if (request.CheckPrecondition(row.Revision) is { } changed)
                    return changed;
                transaction.Users.Delete(connection, row);
                return null;
            },
            cancellationToken);
        return written.Value is null ? ScimResult.NoContent() : ScimResult.Error(written.Value);
    }

    private static Result<UserValues> Patched(UserRow row, PatchRequest patch) =>
        PatchApplier.Apply(Definition, ScimResource.FromJson(Definition, row.Resource), patch).TryGet(out var outcome, out var refusal)
            ? UserView.ToValues(outcome.Resource, row.Active)
            : refusal;

    /// <summary>Reads, changes and writes a user in one transaction.</summary>
    private async Task<Result<ResourceDocument>> WriteAsync(
        string id, ScimRequest request, ConnectionStore store, Func<UserRow, Result<UserValues>> change, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync<Result<ResourceDocument>>(
            (transaction, connection) =>
            {
                if (Find(transaction.Read, connection, id) is not { } row)
                    return Refusals.NotFound;
                if (request.CheckPrecondition(row.Revision) is { } changed)
                    return changed;
                if (!change(row).TryGet(out var values, out var refusal))
                    return refusal;
                return Answer(request, transaction, transaction.Users.Update(connection, row, values));
            },
            cancellationToken);
        return written.Value;
    }
}
