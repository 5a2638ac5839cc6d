using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>A parsed filter. <see cref="ToString"/> gives its canonical text, which parses to the same filter.</summary>
internal sealed class Filter(FilterNode root)
{
    public FilterNode Root { get; } = root;

    /// <summary>
    /// True when the whole filter is one <c>eq</c> on a string attribute, which is what providers send to match users and groups;
    /// the store can answer it from an index. The path is canonical: <c>userName</c>, <c>externalId</c>, <c>id</c>, <c>emails.value</c>.
    /// Whether letter case matters is the attribute's own business (<see cref="Schemas.ScimAttribute.CaseExact"/>).
    /// </summary>
    public bool TryGetSingleEquality([NotNullWhen(true)] out string? attributePath, [NotNullWhen(true)] out string? value)
    {
        var node = Root is FilterNode.ValuePath valuePath ? valuePath.Term : Root;
        if (node is FilterNode.Comparison { Operator: FilterOperator.Eq, Value: { Kind: FilterValueKind.String, Text: { } text } } comparison)
        {
            attributePath = comparison.Path.ToString();
            value = text;
            return true;
        }

        attributePath = null;
        value = null;
        return false;
    }

    public override string ToString() => Root.ToString();
}
