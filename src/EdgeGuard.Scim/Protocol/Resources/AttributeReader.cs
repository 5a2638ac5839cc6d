using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>
/// Reads one attribute's value into its normal form. Absent in every spelling (null, "", [], {}) becomes a null node. The
/// depth of the work is the schema's depth, two, whatever the input is.
/// </summary>
internal static class AttributeReader
{
    /// <summary>Providers clear an attribute with null, an empty string or an empty list (K9); a list of such is as empty.</summary>
    public static bool IsAbsent(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };

    /// <summary>The same for an attribute, whose empty text may be a value.</summary>
    public static bool IsAbsent(JsonElement value, Leniency leniency) =>
        IsAbsent(value) && (value.ValueKind != JsonValueKind.String || leniency.Grants(Leniency.EmptyTexts));

    public static ScimError? Read(ScimAttribute attribute, JsonElement value, string path, Leniency leniency, out JsonNode? node)
    {
        node = null;
        if (IsAbsent(value, leniency))
            return null;
        return attribute.MultiValued
            ? ReadMany(attribute, value, path, leniency, out node)
            : ReadOne(attribute, Unwrap(attribute, value, leniency), path, leniency, out node);
    }

    /// <summary>Reads a single value, or one element of a multi-valued attribute.</summary>
    public static ScimError? ReadOne(ScimAttribute attribute, JsonElement value, string path, Leniency leniency, out JsonNode? node)
    {
        node = null;
        if (IsAbsent(value, leniency))
            return null;
        if (attribute.Type == AttributeType.Complex)
            return ReadComplex(attribute, value, path, leniency, out node);

        node = ReadSimple(attribute.Type, value, leniency);
        return node is null ? ScimError.InvalidValue($"{path} must be {Expected(attribute.Type)}.") : null;
    }

    private static ScimError? ReadMany(ScimAttribute attribute, JsonElement value, string path, Leniency leniency, out JsonNode? node)
    {
        node = null;
        var elements = new JsonArray();
        if (value.ValueKind != JsonValueKind.Array)
        {
            if (!leniency.Grants(Leniency.SingleValues))
                return ScimError.InvalidValue($"{path} must be a list.");
            if (ReadOne(attribute, value, path, leniency, out var only) is { } error)
                return error;
            if (only is not null)
                elements.Add(only);
        }
        else
        {
            if (value.GetArrayLength() > ScimLimits.MaxValues)
                return ScimError.InvalidValue($"{path} holds more than {ScimLimits.MaxValues} values.");
            var seen = new HashSet<string>(StringComparer.Ordinal);
            int index = 0;
            foreach (var item in value.EnumerateArray())
            {
                if (ReadOne(attribute, item, $"{path}[{index++}]", leniency, out var element) is { } error)
                    return error;
                if (element is not null && seen.Add(element.ToJsonString()))
                    elements.Add(element);
            }
        }

        if (!PrimaryValue.KeepFirst(elements) && !leniency.Grants(Leniency.SeveralPrimaries))
            return ScimError.InvalidValue($"{path} has more than one primary value.");
        node = elements.Count == 0 ? null : elements;
        return null;
    }

    private static ScimError? ReadComplex(ScimAttribute attribute, JsonElement value, string path, Leniency leniency, out JsonNode? node)
    {
        node = null;
        if (value.ValueKind != JsonValueKind.Object)
        {
            // Entra sends a manager as the bare id (E15); others send a list of addresses as strings.
            if (!leniency.Grants(Leniency.BareValues) || attribute.Value is not { } significant)
                return ScimError.InvalidValue($"{path} must be an object.");
            if (value.ValueKind is JsonValueKind.Array or JsonValueKind.Object || ReadOne(significant, value, path, leniency, out var bare) is not null)
                return ScimError.InvalidValue($"{path} must be an object, or {Expected(significant.Type)}.");
            node = new JsonObject { [significant.Name] = bare };
            return null;
        }

        var slots = new AttributeSlots(attribute.SubAttributes);
        foreach (var property in value.EnumerateObject())
        {
            if (ReadSub(attribute, property, path, leniency, slots) is { } error)
                return error;
        }

        var result = slots.ToObject();
        node = result.Count == 0 ? null : result;
        return null;
    }

    private static ScimError? ReadSub(ScimAttribute attribute, JsonProperty property, string path, Leniency leniency, AttributeSlots slots)
    {
        int rank = attribute.SubAttributes.RankOf(property.Name);
        if (rank < 0)
            return leniency.Grants(Leniency.UnknownAttributes) ? null : ScimError.InvalidSyntax($"{path} has a sub-attribute that the schema does not know.");
        var sub = attribute.SubAttributes.All[rank];
        if (!slots.TryName(rank))
            return ScimError.InvalidSyntax($"{path}.{sub.Name} is given twice.");
        if (sub.Mutability == AttributeMutability.ReadOnly)
            return null;

        var error = Read(sub, property.Value, $"{path}.{sub.Name}", leniency, out var node);
        slots.Set(rank, node);
        return error;
    }

    private static JsonValue? ReadSimple(AttributeType type, JsonElement value, Leniency leniency) => (type, value.ValueKind) switch
    {
        (AttributeType.String or AttributeType.Reference, JsonValueKind.String) => JsonValue.Create(value.GetString()),
        (AttributeType.Boolean, JsonValueKind.True or JsonValueKind.False) => JsonValue.Create(value.GetBoolean()),
        (AttributeType.Boolean, JsonValueKind.String) when leniency.Grants(Leniency.TextBooleans) => ReadBooleanText(value.GetString()),
        (AttributeType.Integer, JsonValueKind.Number) when value.TryGetInt64(out long number) => JsonValue.Create((decimal)number),
        (AttributeType.Decimal, JsonValueKind.Number) when value.TryGetDecimal(out decimal number) => JsonValue.Create(number),
        (AttributeType.DateTime, JsonValueKind.String) when ScimDateTime.TryParse(value.GetString(), out _) => JsonValue.Create(value.GetString()),
        (AttributeType.Binary, JsonValueKind.String) when Base64.IsValid(value.GetString()) => JsonValue.Create(value.GetString()),
        _ => null,
    };

    /// <summary>What stands in a list of one: of a complex attribute the object, of another its value.</summary>
    private static JsonElement Unwrap(ScimAttribute attribute, JsonElement value, Leniency leniency)
    {
        if (!leniency.Grants(Leniency.WrappedValues) || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 1)
            return value;
        var only = value[0];
        return attribute.Type != AttributeType.Complex && only.ValueKind == JsonValueKind.Object && only.TryGetProperty("value", out var inner) ? inner : only;
    }

    /// <summary>E7, E8: Entra writes booleans as text until a tenant opts out.</summary>
    private static JsonValue? ReadBooleanText(string? text) => bool.TryParse(text, out bool value) ? JsonValue.Create(value) : null;

    private static string Expected(AttributeType type) => type switch
    {
        AttributeType.Boolean => "a boolean",
        AttributeType.Integer => "an integer",
        AttributeType.Decimal => "a number",
        AttributeType.DateTime => "a date and time as in 2011-05-13T04:42:34Z",
        AttributeType.Binary => "a Base64 string",
        _ => "a string",
    };
}
