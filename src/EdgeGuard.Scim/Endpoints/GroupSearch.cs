using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Lists groups in the order of creation: all, or those that a filter finds.</summary>
internal sealed class GroupSearch(DirectoryReader read, ConnectionRow connection, string baseUri, bool withMembers)
{
    private static readonly string[] Indexed = ["id", "externalId", "displayName", "members.value"];

    public Result<ListResponse> Run(string? filterText, Page page, CancellationToken cancellationToken)
    {
        if (filterText is null)
            return All(page);
        if (!FilterParser.Parse(filterText, ResourceDefinition.Group).TryGet(out var filter, out var error))
            return error;

        var plan = FilterPlan.Of(filter, Indexed);
        var found = plan.Lookups is { } lookups ? FilterPlan.Union(lookups, Lookup, row => row.Row) : null;
        if (found is null && plan.Lookups is not null)
            return FilterPlan.TooMany;
        var search = new SearchPage<GroupRow>(page, Render);
        if (found is not null && plan.IsWhole)
            return search.Of(found);

        // E27: of a group found otherwise, the one membership is looked up, and its members are not read.
        var (members, rest) = RequiredTerms.TakeMembers(filter);
        if (found is not null && members.Count > 0)
            found = [.. found.Where(row => members.All(id => read.Groups.HasMember(row, id)))];
        if (found is not null && rest is null)
            return search.Of(found);
        var asked = found is null || rest is null ? filter : rest;
        var comparesMembers = asked.Mentions(GroupSchema.Members);
        return search.Where(asked, found ?? read.Groups.Scan(connection), row => GroupView.Of(row, read, comparesMembers), baseUri, cancellationToken);
    }

    private IReadOnlyList<GroupRow> Lookup(IndexLookup lookup) => read.Groups.Lookup(connection, KeyOf(lookup.Path), lookup.Value);

    private ListResponse All(Page page) =>
        new(
            (int)Math.Min(read.Groups.Count(connection), int.MaxValue),
            page.StartIndex,
            page.Count == 0 ? [] : [.. read.Groups.Page(connection, page.Offset, page.Count).Select(Render)]);

    private ResourceDocument Render(GroupRow row) => GroupView.Of(row, read, withMembers);

    private static GroupLookup KeyOf(string path) => path switch
    {
        "id" => GroupLookup.Id,
        "externalId" => GroupLookup.ExternalId,
        "displayName" => GroupLookup.DisplayName,
        _ => GroupLookup.Member,
    };
}
