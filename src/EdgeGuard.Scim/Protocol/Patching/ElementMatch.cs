using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>When two elements of a multi-valued attribute are the same value, and how they are made and merged.</summary>
internal static class ElementMatch
{
    private const string Value = "value";

    private const string Type = "type";

    /// <summary>
    /// The element that <paramref name="wanted"/> means: the same <c>value</c> (in the attribute's own sense of case) and the same
    /// <c>type</c> if it names one; without a <c>value</c> sub-attribute, as in addresses, an equal element.
    /// </summary>
    public static JsonObject? Find(ScimAttribute attribute, JsonArray elements, JsonObject wanted)
    {
        foreach (var node in elements)
        {
            if (node is JsonObject element && IsSame(attribute, element, wanted))
                return element;
        }

        return null;
    }

    /// <summary>Sets what <paramref name="given"/> names. Its nodes are copied.</summary>
    public static void Merge(JsonObject element, JsonObject given)
    {
        foreach (var (name, value) in given)
            element[name] = value?.DeepClone();
    }

    /// <summary>The elements of a freshly read list, free to be put elsewhere.</summary>
    public static List<JsonObject> Detach(JsonNode? node)
    {
        if (node is not JsonArray array)
            return [];
        var result = array.OfType<JsonObject>().ToList();
        array.Clear();
        return result;
    }

    /// <summary>
    /// The element that a filter of equalities describes, <c>type eq "work"</c> or several joined by <c>and</c>; null for any
    /// other filter, and for one that nothing satisfies.
    /// </summary>
    public static JsonObject? FromFilter(FilterNode filter)
    {
        var element = new JsonObject();
        foreach (var term in filter is FilterNode.And and ? and.Terms : [filter])
        {
            if (term is not FilterNode.Comparison { Operator: FilterOperator.Eq, Path.Sub: { } sub } comparison)
                return null;
            element[sub.Name] = comparison.Value.Kind switch
            {
                FilterValueKind.String => JsonValue.Create(comparison.Value.Text),
                FilterValueKind.Boolean => JsonValue.Create(comparison.Value.Boolean),
                FilterValueKind.Number => JsonValue.Create(comparison.Value.Number),
                _ => null,
            };
            if (element[sub.Name] is null)
                return null;
        }

        return FilterEvaluator.MatchesElement(filter, element) ? element : null;
    }

    /// <summary>RFC 7643 section 2.4: the same value is not held twice. Two elements become one when a PATCH makes them equal.</summary>
    public static void Fold(ScimAttribute attribute, JsonArray elements)
    {
        var seen = new HashSet<string>(elements.Count, StringComparer.Ordinal);
        for (int i = 0; i < elements.Count; i++)
        {
            if (elements[i] is JsonObject element && !seen.Add(Key(attribute, element)))
                elements.RemoveAt(i--);
        }
    }

    /// <summary>An element that says what it is for, and nothing to be it: what is left when its value is cleared.</summary>
    public static bool IsHollow(JsonObject element)
    {
        foreach (var (name, _) in element)
        {
            if (!string.Equals(name, Type, StringComparison.Ordinal) && !string.Equals(name, PrimaryValue.Name, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static bool IsSame(ScimAttribute attribute, JsonObject element, JsonObject wanted)
    {
        if (attribute.Value is not { } value || Text(wanted, Value) is not { } wantedValue)
            return JsonNode.DeepEquals(element, wanted);
        return string.Equals(Text(element, Value), wantedValue, value.CaseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            && (Text(wanted, Type) is not { } type || string.Equals(Text(element, Type), type, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>In schema order, whatever order a PATCH has left the sub-attributes in.</summary>
    private static string Key(ScimAttribute attribute, JsonObject element)
    {
        var key = new StringBuilder();
        foreach (var sub in attribute.SubAttributes.All)
            key.Append(element[sub.Name]?.ToJsonString()).Append(',');
        return key.ToString();
    }

    private static string? Text(JsonObject element, string name) =>
        element[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
