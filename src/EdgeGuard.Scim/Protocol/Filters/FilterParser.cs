using System.Text;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>Parses the filter of a query, RFC 7644 section 3.4.2.2, and the one within the brackets of a PATCH path.</summary>
internal static class FilterParser
{
    public static Result<Filter> Parse(string text, ResourceDefinition definition, Leniency leniency = Leniency.Strict)
    {
        if (Encoding.UTF8.GetByteCount(text) > ScimLimits.MaxFilterBytes)
            return ScimError.InvalidFilter($"The filter is longer than {ScimLimits.MaxFilterBytes} bytes.");

        var cursor = new FilterCursor(text);
        var root = new FilterMachine(cursor, definition, leniency).Run(scope: null);
        return root.TryGet(out var node, out var error) ? new Filter(node) : error;
    }

    /// <summary>
    /// Parses from behind the opening bracket of <paramref name="attribute"/> to behind the closing one. The paths within are
    /// the attribute's sub-attributes.
    /// </summary>
    public static Result<FilterNode> ParseBrackets(FilterCursor cursor, AttributePath attribute, ResourceDefinition definition, Leniency leniency) =>
        new FilterMachine(cursor, definition, leniency).Run(attribute);
}
