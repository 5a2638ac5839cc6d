using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>
/// Reads a state document: its shape, and what can be said of an entry by itself. What entries say of each other is
/// <see cref="StateReferences"/>' matter, because a document may be put over another one first (<see cref="StateDocument.With"/>).
/// </summary>
public static class StateDocumentReader
{
    /// <summary>The members of a state document that hold state.</summary>
    public static IReadOnlyList<string> Sections { get; } =
        ["tenants", "roles", "features", "plans", "flags", "groups", "users", "resources", "grants"];

    private static readonly string[] Members = ["$schema", "description", .. Sections];

    /// <summary>Reads a document of its own, or one inside another. What is wrong goes to the value's faults; the rest is given.</summary>
    public static StateDocument Read(DocumentValue value)
    {
        if (value.Map(Members) is not { } document)
            return StateDocument.Empty;
        document.Find("$schema")?.AnyText();
        document.Find("description")?.AnyText();
        return new StateDocument
        {
            Tenants = Entries.Unique(document.List("tenants", TenantReader.Tenant), t => t.Key, t => t.Place, value.Faults),
            Roles = Entries.Unique(document.List("roles", CatalogReader.Role), r => (r.Tenant, r.Key), r => r.Place, value.Faults),
            Features = Entries.Unique(document.List("features", CatalogReader.Feature), f => f.Key, f => f.Place, value.Faults),
            Plans = Entries.Unique(document.List("plans", CatalogReader.Plan), p => p.Key, p => p.Place, value.Faults),
            Flags = Entries.Unique(document.List("flags", CatalogReader.Flag), f => f.Feature, f => f.Place, value.Faults),
            Groups = Entries.Unique(document.List("groups", DirectoryReader.Group), g => (g.Tenant, g.Id), g => g.Place, value.Faults),
            Users = Entries.Unique(document.List("users", DirectoryReader.User), u => (u.Tenant, u.Id), u => u.Place, value.Faults),
            Resources = Entries.Unique(document.List("resources", GrantReader.Resource), r => (r.Tenant, r.Resource), r => r.Place, value.Faults),
            Grants = Entries.Unique(document.List("grants", GrantReader.Grant), g => g.Identity, g => g.Place, value.Faults),
        };
    }
}
