using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Searches groups.</summary>
internal sealed class GroupSearch(DirectoryReader read, ConnectionRow connection, string baseUri, bool withMembers)
    : ResourceSearch<GroupRow>(ResourceDefinition.Group, ["id", "externalId", "displayName", "members.value"])
{
    protected override ListResponse All(Page page) =>
        ToList(page, read.Groups.Count(connection), () => read.Groups.Page(connection, page.Offset, page.Count));

    protected override IReadOnlyList<GroupRow> Lookup(IndexLookup lookup) => read.Groups.Lookup(connection, KeyOf(lookup.Path), lookup.Value);

    protected override ResourceDocument Render(GroupRow row) => GroupView.Of(row, read, withMembers);

    protected override Result<ListResponse> Compare(Filter filter, IReadOnlyList<GroupRow>? found, Page page, CancellationToken cancellationToken)
    {
        var search = new SearchPage<GroupRow>(page, Render);

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

    private static GroupLookup KeyOf(string path) => path switch
    {
        "id" => GroupLookup.Id,
        "externalId" => GroupLookup.ExternalId,
        "displayName" => GroupLookup.DisplayName,
        _ => GroupLookup.Member,
    };
}
