using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Searches users. What a filter asks of <c>active</c> is left to its column.</summary>
internal sealed class UserSearch(DirectoryReader read, ConnectionRow connection, string baseUri, bool withGroups)
    : ResourceSearch<UserRow>(ResourceDefinition.User, ["id", "userName", "externalId", "emails.value", "groups.value"])
{
    protected override ListResponse All(Page page) => All(page, active: null);

    protected override IReadOnlyList<UserRow> Lookup(IndexLookup lookup) => read.Users.Lookup(connection, KeyOf(lookup.Path), lookup.Value);

    protected override ResourceDocument Render(UserRow row) => UserView.Of(row, read, withGroups);

    protected override Result<ListResponse> Compare(Filter filter, IReadOnlyList<UserRow>? found, Page page, CancellationToken cancellationToken)
    {
        var search = new SearchPage<UserRow>(page, Render);
        var (active, rest) = RequiredTerms.TakeActive(filter);
        if (found is null && rest is null)
            return All(page, active);
        if (found is not null && active is not null)
            found = [.. found.Where(row => row.Active == active)];
        if (found is not null && rest is null)
            return search.Of(found);
        var asked = rest ?? filter;
        var comparesGroups = asked.Mentions(UserSchema.Groups);
        return search.Where(
            asked, found ?? read.Users.Scan(connection, active), row => UserView.Of(row, read, comparesGroups), baseUri, cancellationToken);
    }

    private ListResponse All(Page page, bool? active) =>
        ToList(page, read.Users.Count(connection, active), () => read.Users.Page(connection, page.Offset, page.Count, active));

    private static UserLookup KeyOf(string path) => path switch
    {
        "id" => UserLookup.Id,
        "userName" => UserLookup.UserName,
        "externalId" => UserLookup.ExternalId,
        "emails.value" => UserLookup.Email,
        _ => UserLookup.Group,
    };
}
