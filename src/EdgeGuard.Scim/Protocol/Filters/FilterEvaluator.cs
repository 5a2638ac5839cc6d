using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>
/// Says whether a resource satisfies a filter. A multi-valued attribute satisfies a comparison when one of its values does
/// (RFC 7644 section 3.4.2.2); an attribute without a value is equal to null and to nothing else, so <c>ne "x"</c> holds.
/// </summary>
internal static class FilterEvaluator
{
    /// <summary>Takes the rendered resource, or as much of it as the filter may name.</summary>
    public static bool Matches(Filter filter, JsonObject resource) => Matches(filter.Root, resource, element: null);

    /// <summary>Whether one value of <paramref name="term"/>'s attribute satisfies what stood within its brackets.</summary>
    public static bool MatchesElement(FilterNode term, JsonNode? element) => Matches(term, [], element as JsonObject ?? []);

    /// <summary>Recursion is bounded by the parser's limit on depth.</summary>
    private static bool Matches(FilterNode node, JsonObject resource, JsonObject? element)
    {
        switch (node)
        {
            case FilterNode.And and:
                foreach (var term in and.Terms)
                {
                    if (!Matches(term, resource, element))
                        return false;
                }

                return true;
            case FilterNode.Or or:
                foreach (var term in or.Terms)
                {
                    if (Matches(term, resource, element))
                        return true;
                }

                return false;
            case FilterNode.Not not:
                return !Matches(not.Term, resource, element);
            case FilterNode.ValuePath valuePath:
                return MatchesAny(valuePath, resource);
            default:
                return Matches((FilterNode.Comparison)node, resource, element);
        }
    }

    private static bool MatchesAny(FilterNode.ValuePath valuePath, JsonObject resource)
    {
        var value = Find(valuePath.Path, resource);
        if (value is not JsonArray elements)
            return value is JsonObject single && Matches(valuePath.Term, resource, single);

        foreach (var element in elements)
        {
            if (element is JsonObject complex && Matches(valuePath.Term, resource, complex))
                return true;
        }

        return false;
    }

    private static bool Matches(FilterNode.Comparison comparison, JsonObject resource, JsonObject? element)
    {
        if (element is not null)
            return MatchesValue(comparison, element[comparison.Path.Sub!.Name]); // within brackets each path has a sub-attribute

        var value = Find(comparison.Path, resource);
        if (value is not JsonArray values)
            return MatchesValue(comparison, Sub(comparison.Path, value));
        if (values.Count == 0)
            return MatchesValue(comparison, null);
        foreach (var item in values)
        {
            if (MatchesValue(comparison, Sub(comparison.Path, item)))
                return true;
        }

        return false;
    }

    private static JsonNode? Find(AttributePath path, JsonObject resource)
    {
        var owner = path.Extension is null ? resource : resource[path.Extension.Id] as JsonObject;
        return owner?[path.Attribute!.Name]; // a filter never names a whole extension
    }

    private static JsonNode? Sub(AttributePath path, JsonNode? value) =>
        path.Sub is null ? value : (value as JsonObject)?[path.Sub.Name];

    private static bool MatchesValue(FilterNode.Comparison comparison, JsonNode? value)
    {
        bool present = value switch
        {
            null => false,
            JsonArray array => array.Count > 0,
            JsonObject complex => complex.Count > 0,
            _ => value.GetValueKind() is not JsonValueKind.Null,
        };
        if (comparison.Operator == FilterOperator.Pr)
            return present;
        if (!present || comparison.Value.Kind == FilterValueKind.Null)
            return comparison.Operator == FilterOperator.Eq ? !present && comparison.Value.Kind == FilterValueKind.Null : IsNotNullComparison(comparison, present);
        return value is JsonValue simple && Compare(comparison, simple);
    }

    /// <summary>Only <c>ne</c> can hold here: an absent value against something, or a present one against null.</summary>
    private static bool IsNotNullComparison(FilterNode.Comparison comparison, bool present) =>
        comparison.Operator == FilterOperator.Ne && (present || comparison.Value.Kind != FilterValueKind.Null);

    private static bool Compare(FilterNode.Comparison comparison, JsonValue value)
    {
        var wanted = comparison.Value;
        switch (wanted.Kind)
        {
            case FilterValueKind.Boolean:
                return value.TryGetValue(out bool boolean) && (boolean == wanted.Boolean) == (comparison.Operator == FilterOperator.Eq);
            case FilterValueKind.Number:
                return value.TryGetValue(out decimal number) && Holds(comparison.Operator, number.CompareTo(wanted.Number));
            default:
                return value.TryGetValue(out string? text) && CompareText(comparison, text, wanted.Text!); // a string value has text
        }
    }

    private static bool CompareText(FilterNode.Comparison comparison, string actual, string wanted)
    {
        var leaf = comparison.Path.Leaf!; // as above
        var rule = leaf.CaseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase; // M5
        switch (comparison.Operator)
        {
            case FilterOperator.Co:
                return actual.Contains(wanted, rule);
            case FilterOperator.Sw:
                return actual.StartsWith(wanted, rule);
            case FilterOperator.Ew:
                return actual.EndsWith(wanted, rule);
            default:
                if (leaf.Type == AttributeType.DateTime && ScimDateTime.TryParse(actual, out var left) && ScimDateTime.TryParse(wanted, out var right))
                    return Holds(comparison.Operator, left.CompareTo(right));
                return Holds(comparison.Operator, string.Compare(actual, wanted, rule));
        }
    }

    private static bool Holds(FilterOperator filterOperator, int order) => filterOperator switch
    {
        FilterOperator.Eq => order == 0,
        FilterOperator.Ne => order != 0,
        FilterOperator.Gt => order > 0,
        FilterOperator.Ge => order >= 0,
        FilterOperator.Lt => order < 0,
        FilterOperator.Le => order <= 0,
        _ => false,
    };
}
