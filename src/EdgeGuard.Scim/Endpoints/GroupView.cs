using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>A stored group as the protocol shows it, and the other way.</summary>
internal static class GroupView
{
    /// <summary>Reads the members only when they are wanted: without them a group costs the same at any size (E19).</summary>
    public static ResourceDocument Of(GroupRow row, DirectoryReader read, bool withMembers) =>
        new(
            ScimResource.FromJson(ResourceDefinition.Group, row.Resource),
            row.Id,
            DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
            DateTimeOffset.FromUnixTimeMilliseconds(row.LastModified),
            ResourceVersion.ETag(row.Revision))
        {
            Members = withMembers ? [.. read.Groups.MembersOf(row).Select(user => new ResourceReference(user.Id, user.Display))] : null,
        };

    public static GroupValues ToValues(ScimResource resource) =>
        new(
            resource.DisplayName ?? throw new InvalidOperationException("The reader lets no group without a displayName pass."),
            resource.ExternalId,
            resource.ToJson());
}
