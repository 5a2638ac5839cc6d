using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>
/// How a filter is answered: from an index when it is, or requires with its outermost <c>and</c> or within brackets there, an equality on an indexed
/// attribute; else row by row. Immutable.
/// </summary>
internal sealed class FilterPlan
{
    /// <summary>Rows that are looked at one by one at most: more would let one request hold a core for seconds.</summary>
    public const int MaxScannedRows = 100_000;

    private FilterPlan(Filter filter, string? path, string? value, bool isWhole)
    {
        Filter = filter;
        IndexPath = path;
        IndexValue = value;
        IsWhole = isWhole;
    }

    public Filter Filter { get; }

    /// <summary>Canonical path of the indexed attribute; null when no index helps.</summary>
    public string? IndexPath { get; }

    public string? IndexValue { get; }

    /// <summary>The index answers the whole filter: what it finds need not be looked at again.</summary>
    public bool IsWhole { get; }

    /// <param name="filter">The parsed filter.</param>
    /// <param name="indexed">Canonical paths that have an index, the best first.</param>
    public static FilterPlan Of(Filter filter, IReadOnlyList<string> indexed)
    {
        var equalities = filter.RequiredEqualities().ToList();
        foreach (var candidate in indexed)
        {
            foreach (var (path, value) in equalities)
            {
                if (path == candidate)
                    return new FilterPlan(filter, path, value, filter.TryGetSingleEquality(out _, out _));
            }
        }

        return new FilterPlan(filter, null, null, isWhole: false);
    }

    /// <summary>True when the filter speaks of this attribute, so that it must be read to be compared.</summary>
    public bool Mentions(ScimAttribute attribute) => Mentions(Filter.Root, attribute);

    private static bool Mentions(FilterNode node, ScimAttribute attribute) => node switch
    {
        FilterNode.Comparison comparison => ReferenceEquals(comparison.Path.Attribute, attribute),
        FilterNode.ValuePath path => ReferenceEquals(path.Path.Attribute, attribute),
        FilterNode.And and => and.Terms.Any(term => Mentions(term, attribute)),
        FilterNode.Or or => or.Terms.Any(term => Mentions(term, attribute)),
        FilterNode.Not not => Mentions(not.Term, attribute),
        _ => true,
    };
}
