using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Reads resources and grants.</summary>
internal static class GrantReader
{
    private static readonly string[] GrantMembers = ["tenant", "resource", "user", "group", "role", "of", "permission", "from", "until"];

    public static ResourceEntry? Resource(DocumentValue value)
    {
        if (value.Map("tenant", "type", "id", "parent") is not { } entry)
            return null;
        var parent = entry.Required("parent") is { } p ? Entries.Resource(p) : default;
        return new ResourceEntry(entry.RequiredText("tenant"), Entries.Resource(entry), parent, entry.Place);
    }

    public static GrantEntry? Grant(DocumentValue value)
    {
        if (value.Map(GrantMembers) is not { } entry)
            return null;
        var tenant = entry.RequiredText("tenant");
        var resource = entry.Required("resource") is { } r ? Entries.Resource(r) : default;
        var grantee = Grantee(entry, tenant);
        return new GrantEntry(tenant, resource, grantee, entry.RequiredText("permission"), entry.Place) { Period = Entries.Period(entry) };
    }

    private static GranteeEntry Grantee(DocumentObject entry, string tenant)
    {
        var named = ((string Member, HolderKind Kind)[])[("user", HolderKind.User), ("group", HolderKind.Group), ("role", HolderKind.Role)];
        var given = named.Where(n => entry.Has(n.Member)).ToList();
        if (given.Count != 1)
        {
            entry.Refuse("A grant is for one \"user\", \"group\" or \"role\".");
            return new GranteeEntry(HolderKind.None, "", "");
        }

        var (member, kind) = given[0];
        var of = entry.Text("of");
        if (kind == HolderKind.Role && of is not null)
            entry.Refuse("\"of\" names the tenant of a user or group; a role is that of the grant's tenant.");
        return new GranteeEntry(kind, entry.RequiredText(member), kind == HolderKind.Role ? "" : of ?? tenant);
    }
}
