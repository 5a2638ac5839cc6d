using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>What became of features as JSON; each source has one of the members <c>tenant</c>, <c>plan</c>, <c>flag</c> and <c>targeting</c>.</summary>
internal static class FeatureJson
{
    public static void Write(Utf8JsonWriter json, FeatureFinding finding, DirectoryNames? names)
    {
        json.WriteStartObject();
        json.WriteString("feature", finding.Feature);
        json.WriteBoolean("allowed", finding.Reason == Reason.None);
        if (finding.Reason != Reason.None)
            json.WriteString("reason", ReasonCode.Of(finding.Reason));
        ExplanationJson.WriteAll(json, "sources", finding.Sources, names, Write);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FeatureSource source, DirectoryNames? names)
    {
        json.WriteStartObject();
        json.WriteBoolean("gives", source.Gives);
        switch (source)
        {
            case FeatureSource.ByTenant by:
                json.WriteStartObject("tenant");
                WriteGiven(json, by.ExpiresAt, by.Standing);
                json.WriteEndObject();
                break;
            case FeatureSource.ByPlan by:
                WritePlan(json, by, names);
                break;
            case FeatureSource.ByFlag by:
                json.WriteStartObject("flag");
                json.WriteBoolean("on", by.IsOn);
                WriteTargeted(json, by.Targeting);
                json.WriteEndObject();
                break;
            case FeatureSource.ByTargeting by:
                json.WriteStartObject("targeting");
                json.WriteString("plan", by.Plan);
                WriteTargeted(json, by.Targeting);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, FeatureSource.ByPlan by, DirectoryNames? names)
    {
        var row = by.Assignment;
        json.WriteStartObject("plan");
        json.WriteString("key", row.Plan);
        if (row.Holder.Kind == HolderKind.User)
            ExplanationJson.WriteName(json, "user", HolderKind.User, row.Holder.Hash, names);
        json.WriteString("tenant", by.Tenant);
        json.WriteBoolean("inherited", by.IsInherited);
        if (row.ActiveFrom != ActivePeriod.Beginning)
            json.WriteNumber("activeFrom", row.ActiveFrom);
        WriteGiven(json, row.ExpiresAt, by.Standing);
        json.WriteEndObject();
    }

    private static void WriteGiven(Utf8JsonWriter json, long expiresAt, Standing standing)
    {
        if (expiresAt != -1)
            json.WriteNumber("expiresAt", expiresAt);
        ExplanationJson.WriteEnum(json, "standing", standing);
    }

    private static void WriteTargeted(Utf8JsonWriter json, Targeted targeting)
    {
        if (targeting.Rule is { } rule)
            json.WriteNumber("rule", rule);
        json.WriteStartArray("missed");
        foreach (var missed in targeting.Missed)
            WriteMissed(json, missed);
        json.WriteEndArray();
    }

    private static void WriteMissed(Utf8JsonWriter json, MissedRule missed)
    {
        json.WriteStartObject();
        json.WriteNumber("rule", missed.Number);
        json.WriteBoolean("wouldGive", missed.WouldGive);
        json.WriteStartArray("failed");
        foreach (var condition in missed.Failed)
        {
            json.WriteStartObject();
            json.WriteString("place", condition.Place);
            json.WriteString("attribute", condition.Attribute);
            json.WriteString("operation", condition.Operation);
            json.WriteBoolean("negated", condition.IsNegated);
            ExplanationJson.WriteEnum(json, "why", condition.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
