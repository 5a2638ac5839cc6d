using System.Text.Json;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>Ways as JSON: one of the members <c>role</c>, <c>permission</c> and <c>grant</c>.</summary>
internal static class WayJson
{
    public static void Write(Utf8JsonWriter json, Way way, DirectoryNames? names)
    {
        json.WriteStartObject();
        ExplanationJson.WriteEnum(json, "standing", way.Standing);
        switch (way)
        {
            case Way.ByRole by:
                WriteRole(json, by.Path, by.Pattern, names);
                break;
            case Way.ByPermission by:
                WritePermission(json, by);
                break;
            case Way.ByGrant by:
                WriteGrant(json, by, names);
                break;
        }

        json.WriteEndObject();
    }

    public static void WritePeriod(Utf8JsonWriter json, ActivePeriod period)
    {
        if (period.From != ActivePeriod.Beginning)
            json.WriteNumber("activeFrom", period.From);
        if (period.Until != ActivePeriod.End)
            json.WriteNumber("activeUntil", period.Until);
    }

    private static void WriteRole(Utf8JsonWriter json, RolePath path, string? pattern, DirectoryNames? names)
    {
        json.WriteStartObject("role");
        json.WriteString("key", path.Key);
        ExplanationJson.WriteName(json, path.Holder.Kind == HolderKind.Group ? "group" : "user", path.Holder.Kind, path.Holder.Hash, names);
        ExplanationJson.WriteAll(json, "groups", path.Groups, names, static (to, group, known) => ExplanationJson.WriteName(to, HolderKind.Group, group, known));
        json.WriteString("tenant", path.Tenant);
        json.WriteBoolean("inherited", path.IsInherited);
        json.WriteBoolean("byRule", path.ByRule);
        WritePeriod(json, path.Period);
        ExplanationJson.WriteAll(json, "roles", path.Roles, names, static (to, role, _) => WriteRoleName(to, role));
        if (pattern is not null)
            json.WriteString("pattern", pattern);
        json.WriteEndObject();
    }

    private static void WriteRoleName(Utf8JsonWriter json, RoleName role)
    {
        json.WriteStartObject();
        if (role.Scope.Length > 0)
            json.WriteString("tenant", role.Scope);
        json.WriteString("key", role.Key);
        json.WriteEndObject();
    }

    private static void WritePermission(Utf8JsonWriter json, Way.ByPermission by)
    {
        json.WriteStartObject("permission");
        json.WriteString("pattern", by.Assignment.Pattern);
        json.WriteString("tenant", by.Tenant);
        json.WriteBoolean("inherited", by.IsInherited);
        WritePeriod(json, by.Assignment.Period);
        json.WriteEndObject();
    }

    private static void WriteGrant(Utf8JsonWriter json, Way.ByGrant by, DirectoryNames? names)
    {
        var grantee = by.Grant.Grantee;
        json.WriteStartObject("grant");
        json.WriteString("pattern", by.Grant.Permission);
        if (grantee.Kind == HolderKind.Role)
            json.WriteString("toRole", grantee.Role);
        else
            ExplanationJson.WriteName(json, grantee.Kind == HolderKind.Group ? "toGroup" : "toUser", grantee.Kind, grantee.Hash, names);
        ExplanationJson.WriteAll(json, "resources", by.Resources, names, static (to, resource, _) => ExplanationJson.WriteResource(to, resource));
        ExplanationJson.WriteAll(json, "groups", by.Groups, names, static (to, group, known) => ExplanationJson.WriteName(to, HolderKind.Group, group, known));
        WritePeriod(json, by.Grant.Period);
        if (by.Role is { } role)
            WriteRole(json, role, pattern: null, names);
        json.WriteEndObject();
    }
}
