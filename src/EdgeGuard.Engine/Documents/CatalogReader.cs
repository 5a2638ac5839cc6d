using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>Reads roles, features, plans and flags.</summary>
internal static class CatalogReader
{
    public static RoleEntry? Role(DocumentValue value) =>
        value.Map("key", "tenant", "permissions", "parents") is { } entry
            ? new RoleEntry(entry.Text("tenant") ?? "", entry.RequiredText("key"), entry.Place)
            {
                Permissions = entry.Texts("permissions"),
                Parents = entry.Texts("parents"),
            }
            : null;

    public static FeatureEntry? Feature(DocumentValue value) =>
        value.Map("key", "linkedPermissions") is { } entry
            ? new FeatureEntry(entry.RequiredText("key"), entry.Place) { LinkedPermissions = entry.Texts("linkedPermissions") }
            : null;

    public static PlanEntry? Plan(DocumentValue value) =>
        value.Map("key", "features", "defaultTreatment", "rules") is { } entry
            ? new PlanEntry(entry.RequiredText("key"), entry.Place)
            {
                Features = entry.Texts("features"),
                DefaultTreatment = Treatment(entry, "defaultTreatment"),
                Rules = Rules(entry),
            }
            : null;

    public static FlagEntry? Flag(DocumentValue value) =>
        value.Map("feature", "on", "offTreatment", "defaultTreatment", "rules") is { } entry
            ? new FlagEntry(entry.RequiredText("feature"), entry.Required("on")?.Boolean() ?? false, entry.Place)
            {
                OffTreatment = Treatment(entry, "offTreatment"),
                DefaultTreatment = Treatment(entry, "defaultTreatment"),
                Rules = Rules(entry),
            }
            : null;

    private static string Treatment(DocumentObject entry, string name) =>
        (entry.Find(name) is { } value ? RuleReader.Treatment(value) : null) ?? "false";

    private static ImmutableArray<RuleEntry> Rules(DocumentObject entry) => entry.List("rules", RuleReader.Rule);
}
