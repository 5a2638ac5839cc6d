using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Lists users in the order of creation: all, or those that a filter finds.</summary>
internal sealed class UserSearch(DirectoryReader read, ConnectionRow connection, string baseUri, bool withGroups)
{
    private static readonly string[] Indexed = ["id", "userName", "externalId", "emails.value", "groups.value"];

    public Result<ListResponse> Run(string? filterText, Page page, CancellationToken cancellationToken)
    {
        if (filterText is null)
            return All(page);
        if (!FilterParser.Parse(filterText, ResourceDefinition.User).TryGet(out var filter, out var error))
            return error;

        var plan = FilterPlan.Of(filter, Indexed);
        var found = plan.Lookups is { } lookups ? FilterPlan.Union(lookups, Lookup, row => row.Row) : null;
        if (found is null && plan.Lookups is not null)
            return FilterPlan.TooMany;
        var search = new SearchPage<UserRow>(page, Render);
        if (found is not null && plan.IsWhole)
            return search.Of(found);

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

    private IReadOnlyList<UserRow> Lookup(IndexLookup lookup) => read.Users.Lookup(connection, KeyOf(lookup.Path), lookup.Value);

    private ListResponse All(Page page, bool? active = null) =>
        new(
            (int)Math.Min(read.Users.Count(connection, active), int.MaxValue),
            page.StartIndex,
            page.Count == 0 ? [] : [.. read.Users.Page(connection, page.Offset, page.Count, active).Select(Render)]);

    private ResourceDocument Render(UserRow row) => UserView.Of(row, read, withGroups);

    private static UserLookup KeyOf(string path) => path switch
    {
        "id" => UserLookup.Id,
        "userName" => UserLookup.UserName,
        "externalId" => UserLookup.ExternalId,
        "emails.value" => UserLookup.Email,
        _ => UserLookup.Group,
    };
}
