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
        var found = plan is { IndexPath: { } path, IndexValue: { } value } ? read.Groups.Lookup(connection, KeyOf(path), value) : null;
        var search = new SearchPage<GroupRow>(page, Render);
        if (found is not null && plan.IsWhole)
            return search.Of(found);

        var comparesMembers = plan.Mentions(GroupSchema.Members);
        return search.Where(filter, found ?? read.Groups.Scan(connection), row => GroupView.Of(row, read, comparesMembers), baseUri, cancellationToken);
    }

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
