using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>Reads users and groups.</summary>
internal static class DirectoryReader
{
    private static readonly string[] UserMembers =
        ["tenant", "id", "userName", "externalId", "emails", "active", "notBefore", "attributes", "roles", "permissions", "plans"];

    private static readonly string[] GroupMembers = ["tenant", "id", "displayName", "roles", "members", "groups"];

    public static UserEntry? User(DocumentValue value)
    {
        if (value.Map(UserMembers) is not { } entry)
            return null;
        var tenant = entry.RequiredText("tenant");
        return new UserEntry(tenant, entry.RequiredText("id"), entry.Place)
        {
            UserName = entry.Text("userName"),
            ExternalId = entry.Text("externalId"),
            Emails = entry.Texts("emails"),
            Active = entry.Boolean("active", otherwise: true),
            NotBefore = entry.Instant("notBefore") ?? 0,
            Attributes = entry.Find("attributes") is { } attributes ? Attributes(attributes) : null,
            Roles = Entries.Unique(entry.List("roles", role => Role(role, tenant)), r => (r.Tenant, r.Role), r => r.Place, value.Faults),
            Permissions = Entries.Unique(
                entry.List("permissions", p => Permission(p, tenant)), p => (p.Tenant, p.Permission), p => p.Place, value.Faults),
            Plans = TenantReader.Plans(entry, value.Faults),
        };
    }

    public static GroupEntry? Group(DocumentValue value)
    {
        if (value.Map(GroupMembers) is not { } entry)
            return null;
        var tenant = entry.RequiredText("tenant");
        var roles = entry.Items("roles").ToList();
        return new GroupEntry(tenant, entry.RequiredText("id"), entry.Place)
        {
            DisplayName = entry.Text("displayName"),
            Roles = [.. Unique(roles.Where(IsPlain), value.Faults).Select(r => r.Name)],
            Assignments = Entries.Unique(
                [.. roles.Where(r => !IsPlain(r)).Select(r => Role(r, tenant)).OfType<RoleAssignmentEntry>()], r => (r.Tenant, r.Role), r => r.Place, value.Faults),
            Members = Unique(entry.Items("members"), value.Faults),
            Groups = Unique(entry.Items("groups"), value.Faults),
        };
    }

    private static bool IsPlain(DocumentValue role) => role.Node.Kind == DocumentNodeKind.Text;

    private static ImmutableArray<NamedEntry> Unique(IEnumerable<DocumentValue> names, DocumentFaults faults) =>
        Entries.Unique(
            [.. names.Select(n => n.Text() is { } text ? new NamedEntry(text, n.Place) : null).OfType<NamedEntry>()], n => n.Name, n => n.Place, faults);

    // A key alone: in the holder's own tenant, always.
    private static RoleAssignmentEntry? Role(DocumentValue value, string tenant)
    {
        if (IsPlain(value))
            return value.Text() is { } role ? new RoleAssignmentEntry(role, tenant, value.Place) : null;
        return value.Map("role", "tenant", "inherit", "from", "until") is { } entry
            ? new RoleAssignmentEntry(entry.RequiredText("role"), entry.Text("tenant") ?? tenant, entry.Place)
            {
                Inherit = entry.Boolean("inherit", otherwise: false),
                Period = Entries.Period(entry),
            }
            : null;
    }

    private static PermissionEntry? Permission(DocumentValue value, string tenant)
    {
        if (IsPlain(value))
            return value.Text() is { } permission ? new PermissionEntry(permission, tenant, value.Place) : null;
        return value.Map("permission", "tenant", "inherit", "from", "until") is { } entry
            ? new PermissionEntry(entry.RequiredText("permission"), entry.Text("tenant") ?? tenant, entry.Place)
            {
                Inherit = entry.Boolean("inherit", otherwise: false),
                Period = Entries.Period(entry),
            }
            : null;
    }

    private static string? Attributes(DocumentValue value)
    {
        if (value.Node.Kind == DocumentNodeKind.Map)
            return value.Json();
        value.Expected("an object");
        return null;
    }
}
