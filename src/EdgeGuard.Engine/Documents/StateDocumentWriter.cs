using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Writes a state as a document that <see cref="StateDocumentReader"/> reads back to the same state. What has its usual value is left out.</summary>
public static class StateDocumentWriter
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
        MaxDepth = DocumentNode.MaxDepth,
    };

    /// <summary>Writes the document as indented UTF-8 JSON.</summary>
    public static void Write(StateDocument state, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, Indented);
        writer.WriteStartObject();
        List(writer, "tenants", state.Tenants, Tenant);
        List(writer, "roles", state.Roles, Role);
        List(writer, "features", state.Features, Feature);
        List(writer, "plans", state.Plans, Plan);
        List(writer, "flags", state.Flags, Flag);
        List(writer, "groups", state.Groups, Group);
        List(writer, "users", state.Users, User);
        List(writer, "resources", state.Resources, Resource);
        List(writer, "grants", state.Grants, Grant);
        writer.WriteEndObject();
    }

    private static void Tenant(Utf8JsonWriter writer, TenantEntry tenant)
    {
        writer.WriteStartObject();
        writer.WriteString("key", tenant.Key);
        Text(writer, "parent", tenant.Parent);
        True(writer, "suspended", tenant.Suspended);
        List(writer, "features", tenant.Features, (w, feature) =>
        {
            w.WriteStartObject();
            w.WriteString("feature", feature.Feature);
            ExpiresAt(w, feature.ExpiresAt);
            w.WriteEndObject();
        });
        List(writer, "plans", tenant.Plans, AssignedPlan);
        writer.WriteEndObject();
    }

    private static void Role(Utf8JsonWriter writer, RoleEntry role)
    {
        writer.WriteStartObject();
        writer.WriteString("key", role.Key);
        Text(writer, "tenant", role.Tenant);
        Texts(writer, "permissions", role.Permissions);
        Texts(writer, "parents", role.Parents);
        writer.WriteEndObject();
    }

    private static void Feature(Utf8JsonWriter writer, FeatureEntry feature)
    {
        writer.WriteStartObject();
        writer.WriteString("key", feature.Key);
        Texts(writer, "linkedPermissions", feature.LinkedPermissions);
        writer.WriteEndObject();
    }

    private static void Plan(Utf8JsonWriter writer, PlanEntry plan)
    {
        writer.WriteStartObject();
        writer.WriteString("key", plan.Key);
        Texts(writer, "features", plan.Features);
        writer.WriteString("defaultTreatment", plan.DefaultTreatment);
        List(writer, "rules", plan.Rules, (w, rule) => rule.Rule.WriteTo(w));
        writer.WriteEndObject();
    }

    private static void Flag(Utf8JsonWriter writer, FlagEntry flag)
    {
        writer.WriteStartObject();
        writer.WriteString("feature", flag.Feature);
        writer.WriteBoolean("on", flag.On);
        writer.WriteString("offTreatment", flag.OffTreatment);
        writer.WriteString("defaultTreatment", flag.DefaultTreatment);
        List(writer, "rules", flag.Rules, (w, rule) => rule.Rule.WriteTo(w));
        writer.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter writer, GroupEntry group)
    {
        writer.WriteStartObject();
        writer.WriteString("tenant", group.Tenant);
        writer.WriteString("id", group.Id);
        Text(writer, "displayName", group.DisplayName);
        if (!group.Roles.IsEmpty || !group.Assignments.IsEmpty)
        {
            writer.WriteStartArray("roles");
            foreach (var role in group.Roles)
                writer.WriteStringValue(role);
            foreach (var role in group.Assignments)
                AssignedRole(writer, role);
            writer.WriteEndArray();
        }

        Texts(writer, "members", group.Members.Select(m => m.Name));
        Texts(writer, "groups", group.Groups.Select(g => g.Name));
        writer.WriteEndObject();
    }

    private static void User(Utf8JsonWriter writer, UserEntry user)
    {
        writer.WriteStartObject();
        writer.WriteString("tenant", user.Tenant);
        writer.WriteString("id", user.Id);
        Text(writer, "userName", user.UserName);
        Text(writer, "externalId", user.ExternalId);
        Texts(writer, "emails", user.Emails);
        if (!user.Active)
            writer.WriteBoolean("active", false);
        if (user.NotBefore != 0)
            Instant(writer, "notBefore", user.NotBefore);
        if (user.Attributes is { } attributes)
        {
            writer.WritePropertyName("attributes");
            writer.WriteRawValue(attributes);
        }

        List(writer, "roles", user.Roles, AssignedRole);
        List(writer, "permissions", user.Permissions, (w, p) =>
        {
            w.WriteStartObject();
            w.WriteString("permission", p.Permission);
            Assigned(w, p.Tenant, p.Inherit, p.Period);
        });
        List(writer, "plans", user.Plans, AssignedPlan);
        writer.WriteEndObject();
    }

    private static void Resource(Utf8JsonWriter writer, ResourceEntry resource)
    {
        writer.WriteStartObject();
        writer.WriteString("tenant", resource.Tenant);
        writer.WriteString("type", resource.Resource.Type);
        writer.WriteString("id", resource.Resource.Id);
        Name(writer, "parent", resource.Parent);
        writer.WriteEndObject();
    }

    private static void Grant(Utf8JsonWriter writer, GrantEntry grant)
    {
        writer.WriteStartObject();
        writer.WriteString("tenant", grant.Tenant);
        Name(writer, "resource", grant.Resource);
        var member = grant.Grantee.Kind switch { HolderKind.User => "user", HolderKind.Group => "group", _ => "role" };
        writer.WriteString(member, grant.Grantee.Name);
        if (grant.Grantee.Kind != HolderKind.Role && grant.Grantee.Tenant != grant.Tenant)
            writer.WriteString("of", grant.Grantee.Tenant);
        writer.WriteString("permission", grant.Permission);
        Period(writer, grant.Period);
        writer.WriteEndObject();
    }

    private static void AssignedRole(Utf8JsonWriter writer, RoleAssignmentEntry role)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role.Role);
        Assigned(writer, role.Tenant, role.Inherit, role.Period);
    }

    private static void Assigned(Utf8JsonWriter writer, string tenant, bool inherit, ActivePeriod period)
    {
        writer.WriteString("tenant", tenant);
        True(writer, "inherit", inherit);
        Period(writer, period);
        writer.WriteEndObject();
    }

    private static void AssignedPlan(Utf8JsonWriter writer, PlanAssignmentEntry plan)
    {
        writer.WriteStartObject();
        writer.WriteString("plan", plan.Plan);
        True(writer, "inherit", plan.Inherit);
        if (plan.From != ActivePeriod.Beginning)
            Instant(writer, "from", plan.From);
        ExpiresAt(writer, plan.ExpiresAt);
        writer.WriteEndObject();
    }

    private static void Name(Utf8JsonWriter writer, string member, ResourceName name)
    {
        writer.WriteStartObject(member);
        writer.WriteString("type", name.Type);
        writer.WriteString("id", name.Id);
        writer.WriteEndObject();
    }

    private static void Period(Utf8JsonWriter writer, ActivePeriod period)
    {
        if (period.From != ActivePeriod.Beginning)
            Instant(writer, "from", period.From);
        if (period.Until != ActivePeriod.End)
            Instant(writer, "until", period.Until);
    }

    private static void ExpiresAt(Utf8JsonWriter writer, long expiresAt)
    {
        if (expiresAt == -1)
            writer.WriteString("expiresAt", "never");
        else
            Instant(writer, "expiresAt", expiresAt);
    }

    private static void Instant(Utf8JsonWriter writer, string member, long instant)
    {
        if (InstantText.Of(instant) is { } text)
            writer.WriteString(member, text);
        else
            writer.WriteNumber(member, instant);
    }

    private static void Text(Utf8JsonWriter writer, string member, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            writer.WriteString(member, text);
    }

    private static void True(Utf8JsonWriter writer, string member, bool value)
    {
        if (value)
            writer.WriteBoolean(member, true);
    }

    private static void Texts(Utf8JsonWriter writer, string member, IEnumerable<string> texts) =>
        List(writer, member, texts, (w, text) => w.WriteStringValue(text));

    private static void List<T>(Utf8JsonWriter writer, string member, IEnumerable<T> entries, Action<Utf8JsonWriter, T> write)
    {
        var begun = false;
        foreach (var entry in entries)
        {
            if (!begun)
                writer.WriteStartArray(member);
            begun = true;
            write(writer, entry);
        }

        if (begun)
            writer.WriteEndArray();
    }
}
