using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>A parsed filter. <see cref="ToString"/> gives its canonical text, which parses to the same filter.</summary>
internal sealed class Filter(FilterNode root)
{
    public FilterNode Root { get; } = root;

    /// <summary>
    /// The <c>eq</c> comparisons on string attributes without which a resource cannot match: the filter itself, the terms of its
    /// outermost <c>and</c>, and those within brackets there, as Entra's <c>emails[type eq "work"].value eq "x"</c> has them (E5).
    /// The store can look one up in an index and compare the rest. Paths are canonical: <c>userName</c>, <c>emails.value</c>.
    /// Whether letter case matters is the attribute's own business (<see cref="ScimAttribute.CaseExact"/>).
    /// </summary>
    public IEnumerable<(string AttributePath, string Value)> RequiredEqualities()
    {
        foreach (var term in Terms(Root))
        {
            foreach (var inner in term is FilterNode.ValuePath valuePath ? Terms(valuePath.Term) : [term])
            {
                if (inner is FilterNode.Comparison { Operator: FilterOperator.Eq, Value: { Kind: FilterValueKind.String, Text: { } text } } comparison)
                    yield return (comparison.Path.ToString(), text);
            }
        }
    }

    /// <summary>True when the whole filter is one <c>eq</c> on a string attribute, which is what providers send to match users and groups.</summary>
    public bool TryGetSingleEquality([NotNullWhen(true)] out string? attributePath, [NotNullWhen(true)] out string? value)
    {
        (attributePath, value) = (null, null);
        var node = Root is FilterNode.ValuePath valuePath ? valuePath.Term : Root;
        if (node is not FilterNode.Comparison)
            return false;
        foreach (var equality in RequiredEqualities())
            (attributePath, value) = equality;
        return attributePath is not null && value is not null;
    }

    /// <summary>True when the filter speaks of this attribute, so that it must be read to be compared.</summary>
    public bool Mentions(ScimAttribute attribute) => Mentions(Root, attribute);

    public override string ToString() => Root.ToString();

    private static bool Mentions(FilterNode node, ScimAttribute attribute) => node switch
    {
        FilterNode.Comparison comparison => ReferenceEquals(comparison.Path.Attribute, attribute),
        FilterNode.ValuePath path => ReferenceEquals(path.Path.Attribute, attribute),
        FilterNode.And and => and.Terms.Any(term => Mentions(term, attribute)),
        FilterNode.Or or => or.Terms.Any(term => Mentions(term, attribute)),
        FilterNode.Not not => Mentions(not.Term, attribute),
        _ => true,
    };

    private static IReadOnlyList<FilterNode> Terms(FilterNode node) => node is FilterNode.And and ? and.Terms : [node];
}
