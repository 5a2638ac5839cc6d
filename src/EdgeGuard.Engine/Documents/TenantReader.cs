using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Reads tenants and what they have.</summary>
internal static class TenantReader
{
    private static readonly string[] Members = ["key", "parent", "suspended", "features", "plans"];

    /// <summary>An object, or the key alone.</summary>
    public static TenantEntry? Tenant(DocumentValue value)
    {
        if (value.Node.Kind == DocumentNodeKind.Text)
            return value.Text() is { } key ? new TenantEntry(key, value.Place) : null;
        if (value.Map(Members) is not { } entry)
            return null;
        return new TenantEntry(entry.RequiredText("key"), entry.Place)
        {
            Parent = entry.Text("parent") ?? "",
            Suspended = entry.Boolean("suspended", otherwise: false),
            Features = Entries.Unique(entry.List("features", Feature), f => f.Feature, f => f.Place, value.Faults),
            Plans = Plans(entry, value.Faults),
        };
    }

    /// <summary>Member <c>plans</c> of a tenant or user.</summary>
    public static ImmutableArray<PlanAssignmentEntry> Plans(DocumentObject holder, DocumentFaults faults) =>
        Entries.Unique(holder.List("plans", Plan), p => p.Plan, p => p.Place, faults);

    private static TenantFeatureEntry? Feature(DocumentValue value) =>
        value.Map("feature", "expiresAt") is { } entry
            ? new TenantFeatureEntry(entry.RequiredText("feature"), Entries.ExpiresAt(entry), entry.Place)
            : null;

    private static PlanAssignmentEntry? Plan(DocumentValue value) =>
        value.Map("plan", "inherit", "from", "expiresAt") is { } entry
            ? new PlanAssignmentEntry(entry.RequiredText("plan"), Entries.ExpiresAt(entry), entry.Place)
            {
                Inherit = entry.Boolean("inherit", otherwise: false),
                From = entry.Instant("from") ?? ActivePeriod.Beginning,
            }
            : null;
}
