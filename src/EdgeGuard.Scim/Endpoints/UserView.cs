using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>A stored user as the protocol shows it, and the other way.</summary>
internal static class UserView
{
    /// <summary>Reads the user's groups only when they are wanted.</summary>
    public static ResourceDocument Of(UserRow row, DirectoryReader read, bool withGroups) =>
        new(
            ScimResource.FromJson(ResourceDefinition.User, row.Resource),
            row.Id,
            DateTimeOffset.FromUnixTimeMilliseconds(row.Created),
            DateTimeOffset.FromUnixTimeMilliseconds(row.LastModified),
            ResourceVersion.ETag(row.Revision))
        {
            Groups = withGroups ? [.. read.Users.GroupsOf(row).Select(group => new ResourceReference(group.Id, group.Display))] : null,
        };

    /// <summary>
    /// What is stored of a resource. <c>active</c> is always stated: where a body says nothing of it, a new user is active and
    /// an existing one stays what it is (RFC 7644 section 3.5.1 leaves the choice), so that no PUT and no removal gives a
    /// deactivated user access by silence.
    /// </summary>
    public static UserValues ToValues(ScimResource resource, bool activeBefore)
    {
        var attributes = resource.Attributes;
        if (attributes["active"] is null)
        {
            attributes = resource.CopyAttributes();
            attributes["active"] = activeBefore;
        }

        var stored = new ScimResource(ResourceDefinition.User, SchemaOrder.Sort(ResourceDefinition.User, attributes));
        return new UserValues(
            stored.UserName ?? throw new InvalidOperationException("The reader lets no user without a userName pass."),
            stored.ExternalId,
            stored.Active,
            stored.ToJson(),
            [.. Emails(stored)]);
    }

    private static IEnumerable<string> Emails(ScimResource user) =>
        user.Attributes["emails"]?.AsArray().Select(email => email?["value"]?.GetValue<string>()).OfType<string>() ?? [];
}
