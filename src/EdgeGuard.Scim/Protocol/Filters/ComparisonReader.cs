using System.Globalization;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>Reads the operator and value behind an attribute path and checks that they suit its type.</summary>
internal static class ComparisonReader
{
    public static Result<FilterNode> Read(FilterCursor cursor, AttributePath path, int pathPosition, Leniency leniency)
    {
        cursor.SkipBlanks();
        int at = cursor.Position;
        if (!FilterOperators.TryParse(cursor.TakeWord(), out var filterOperator))
            return Fault(at, "expected eq, ne, co, sw, ew, gt, ge, lt, le or pr");
        if (path.Leaf is { Returned: AttributeReturned.Never })
            return Fault(pathPosition, "this attribute is never stored");
        if (filterOperator == FilterOperator.Pr)
            return new FilterNode.Comparison(path, filterOperator, FilterValue.Null);

        // P1: "emails eq" means the value of an e-mail.
        if (path is { Sub: null, Attribute.Type: AttributeType.Complex })
        {
            if (path.Attribute.Value is not { } significant)
                return Fault(pathPosition, $"{path} is complex: name a sub-attribute");
            path = path with { Sub = significant };
        }

        cursor.SkipBlanks();
        at = cursor.Position;
        if (ReadValue(cursor) is not { } value)
            return Fault(at, "expected a JSON string, a number, true, false or null");
        return Check(path.Leaf!, filterOperator, leniency, ref value) is { } wrong // a comparison's path has an attribute
            ? Fault(at, $"{path} {wrong}")
            : new FilterNode.Comparison(path, filterOperator, value);
    }

    private static FilterValue? ReadValue(FilterCursor cursor)
    {
        if (cursor.Current == '"')
            return cursor.TakeString() is { } text ? FilterValue.Of(text) : null;
        return cursor.TakeWord() switch
        {
            var word when word.Equals("true", StringComparison.OrdinalIgnoreCase) => FilterValue.Of(value: true),
            var word when word.Equals("false", StringComparison.OrdinalIgnoreCase) => FilterValue.Of(value: false),
            var word when word.Equals("null", StringComparison.OrdinalIgnoreCase) => FilterValue.Null,
            var word when decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => FilterValue.Of(number),
            _ => null,
        };
    }

    /// <summary>What is wrong with the operator or value for the type, or null. Booleans in quotes may become booleans (E35).</summary>
    private static string? Check(ScimAttribute leaf, FilterOperator filterOperator, Leniency leniency, ref FilterValue value)
    {
        if (value.Kind == FilterValueKind.Null)
            return filterOperator is FilterOperator.Eq or FilterOperator.Ne ? null : "can only be equal to null or not";

        bool equality = filterOperator is FilterOperator.Eq or FilterOperator.Ne;
        bool order = filterOperator is FilterOperator.Gt or FilterOperator.Ge or FilterOperator.Lt or FilterOperator.Le;
        switch (leaf.Type)
        {
            case AttributeType.Boolean:
                if (leniency.Grants(Leniency.TextBooleans) && value.Kind == FilterValueKind.String && bool.TryParse(value.Text, out bool boolean))
                    value = FilterValue.Of(boolean);
                if (value.Kind != FilterValueKind.Boolean)
                    return "needs true or false";
                return equality ? null : "is a boolean and takes eq, ne and pr only"; // M3
            case AttributeType.Integer or AttributeType.Decimal:
                if (value.Kind != FilterValueKind.Number)
                    return "needs a number";
                return equality || order ? null : "is a number and has no substrings";
            case AttributeType.DateTime:
                if (value.Kind != FilterValueKind.String)
                    return "needs a date and time in quotes";
                return !(equality || order) || ScimDateTime.TryParse(value.Text, out _) ? null : "needs a date and time as in 2011-05-13T04:42:34Z";
            default:
                if (value.Kind != FilterValueKind.String)
                    return "needs a string in double quotes";
                return order && leaf.Type == AttributeType.Binary ? "is binary and has no order" : null; // M3
        }
    }

    private static ScimError Fault(int position, string what) => ScimError.InvalidFilter($"The filter fails at position {position}: {what}.");
}
