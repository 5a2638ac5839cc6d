using System.Collections.Immutable;
using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining.Writing;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>
/// Explanations as JSON, for tools: the members of <see cref="Explanation"/> by their names in camel case, absent where they say nothing. Enums are
/// their names in camel case, instants Unix milliseconds, users and groups <c>{"hash", "name"}</c>. An addition's change is left out: kind and name say it.
/// </summary>
public static class ExplanationJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="json">Where to; may be in the midst of a document.</param>
    /// <param name="explanation">What to tell.</param>
    /// <param name="names">Names of users and groups; null for none.</param>
    public static void Write(Utf8JsonWriter json, Explanation explanation, DirectoryNames? names = null)
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed", explanation.Decision.Allowed);
        if (!explanation.Decision.Allowed)
            json.WriteString("reason", ReasonCode.Of(explanation.Decision.Reason));
        json.WriteNumber("version", explanation.Decision.Version);
        json.WriteNumber("now", explanation.Now);
        WriteQuestion(json, explanation.Question);
        if (explanation.Tenant is { } tenant)
            json.WriteString("tenant", tenant);
        if (!explanation.User.IsNone)
            WriteName(json, "user", HolderKind.User, explanation.User, names);
        if (explanation.Home is { } home)
            json.WriteString("home", home);
        if (explanation.NotBefore != 0)
            json.WriteNumber("notBefore", explanation.NotBefore);
        WriteAll(json, "ways", explanation.Ways, names, WayJson.Write);
        WriteAll(json, "nearMisses", explanation.NearMisses, names, WayJson.Write);
        WriteAll(json, "features", explanation.Features, names, FeatureJson.Write);
        WriteAll(json, "missing", explanation.Missing, names, WriteMissing);
        json.WriteEndObject();
    }

    internal static void WriteName(Utf8JsonWriter json, string property, HolderKind kind, Hash128 hash, DirectoryNames? names)
    {
        json.WritePropertyName(property);
        WriteName(json, kind, hash, names);
    }

    internal static void WriteName(Utf8JsonWriter json, HolderKind kind, Hash128 hash, DirectoryNames? names)
    {
        json.WriteStartObject();
        json.WriteString("hash", hash.ToString());
        if (names?.Invoke(kind, hash) is { } name)
            json.WriteString("name", name);
        json.WriteEndObject();
    }

    internal static void WriteEnum<T>(Utf8JsonWriter json, string property, T value)
        where T : struct, Enum =>
        json.WriteString(property, JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    internal static void WriteAll<T>(
        Utf8JsonWriter json, string property, ImmutableArray<T> items, DirectoryNames? names, Action<Utf8JsonWriter, T, DirectoryNames?> write)
    {
        if (items.IsEmpty)
            return;
        json.WriteStartArray(property);
        foreach (var item in items)
            write(json, item, names);
        json.WriteEndArray();
    }

    internal static void WriteResource(Utf8JsonWriter json, ResourceName resource)
    {
        json.WriteStartObject();
        json.WriteString("type", resource.Type);
        json.WriteString("id", resource.Id);
        json.WriteEndObject();
    }

    private static void WriteQuestion(Utf8JsonWriter json, Question question)
    {
        json.WriteStartObject("question");
        WriteEnum(json, "kind", question.Kind);
        json.WriteString("name", question.Name);
        if (!question.Resource.IsNone)
        {
            json.WritePropertyName("resource");
            WriteResource(json, question.Resource);
        }

        json.WriteEndObject();
    }

    private static void WriteMissing(Utf8JsonWriter json, Missing missing, DirectoryNames? names)
    {
        json.WriteStartObject();
        WriteEnum(json, "kind", missing.Kind);
        if (missing.Name.Length > 0)
            json.WriteString("name", missing.Name);
        json.WriteStartArray("oneOf");
        foreach (var addition in missing.OneOf)
            WriteAddition(json, addition);
        json.WriteEndArray();
        if (missing.Others > 0)
            json.WriteNumber("others", missing.Others);
        json.WriteEndObject();
    }

    private static void WriteAddition(Utf8JsonWriter json, Addition addition)
    {
        json.WriteStartObject();
        WriteEnum(json, "kind", addition.Kind);
        if (addition.Name.Length > 0)
            json.WriteString("name", addition.Name);
        if (addition.Above.Length > 0)
            json.WriteString("above", addition.Above);
        if (addition.Change is Change.PlanAssigned plan)
            WriteEnum(json, "to", plan.Holder.Kind);
        json.WriteEndObject();
    }
}
