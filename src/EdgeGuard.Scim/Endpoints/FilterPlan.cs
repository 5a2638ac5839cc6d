using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>
/// How a filter is answered: by look-ups in indexes when every resource that matches must have one of some values of indexed attributes, else
/// row by row. <c>and</c> needs one term that can be looked up, <c>or</c> needs all. Immutable.
/// </summary>
internal sealed class FilterPlan
{
    /// <summary>Rows that are looked at at most: more would let one request hold a core for seconds.</summary>
    public const int MaxScannedRows = 100_000;

    /// <summary>The refusal of a filter that would pass <see cref="MaxScannedRows"/>.</summary>
    public static readonly ScimError TooMany = new(
        400, "tooMany", "The filter would be compared with too many resources: add an equality on id, externalId, userName, emails.value or displayName.");

    private FilterPlan(IReadOnlyList<IndexLookup>? lookups, bool isWhole)
    {
        Lookups = lookups;
        IsWhole = isWhole;
    }

    /// <summary>What to look up, each once: what matches is among what is found. Null when no index helps.</summary>
    public IReadOnlyList<IndexLookup>? Lookups { get; }

    /// <summary>The look-ups answer the whole filter: what they find need not be looked at again.</summary>
    public bool IsWhole { get; }

    /// <param name="filter">The parsed filter.</param>
    /// <param name="indexed">Canonical paths that have an index, the best first.</param>
    public static FilterPlan Of(Filter filter, IReadOnlyList<string> indexed)
    {
        var lookups = Find(filter.Root, indexed, out var isWhole);
        return new FilterPlan(lookups is null ? null : [.. lookups.Distinct()], isWhole && lookups is not null);
    }

    /// <summary>The rows that the look-ups find, each once, in the order of creation.</summary>
    /// <returns>Null when they are too many.</returns>
    public static IReadOnlyList<TRow>? Union<TRow>(IReadOnlyList<IndexLookup> lookups, Func<IndexLookup, IReadOnlyList<TRow>> find, Func<TRow, long> rowOf)
    {
        if (lookups is [var only])
            return find(only);
        var found = new SortedDictionary<long, TRow>();
        var read = 0;
        foreach (var lookup in lookups)
        {
            var rows = find(lookup);
            read += rows.Count;
            if (read > MaxScannedRows)
                return null;
            foreach (var row in rows)
                found[rowOf(row)] = row;
        }

        return [.. found.Values];
    }

    /// <summary>Recursion is bounded by the parser's limit on depth, the number of look-ups by its limit on terms.</summary>
    private static IReadOnlyList<IndexLookup>? Find(FilterNode node, IReadOnlyList<string> indexed, out bool isWhole)
    {
        isWhole = true;
        switch (node)
        {
            case FilterNode.Comparison { Operator: FilterOperator.Eq, Value: { Kind: FilterValueKind.String, Text: { } text } } comparison:
                var path = comparison.Path.ToString();
                return indexed.Contains(path, StringComparer.Ordinal) ? [new IndexLookup(path, text)] : null;
            case FilterNode.ValuePath valuePath:
                return Find(valuePath.Term, indexed, out isWhole);
            case FilterNode.Or or:
                var all = new List<IndexLookup>();
                foreach (var term in or.Terms)
                {
                    if (Find(term, indexed, out var termIsWhole) is not { } found)
                        return null;
                    isWhole &= termIsWhole;
                    all.AddRange(found);
                }

                return all;
            case FilterNode.And and:
                isWhole = false;
                return and.Terms.Select(term => Find(term, indexed, out _)).OfType<IReadOnlyList<IndexLookup>>().MinBy(found => Cost(found, indexed));
            default:
                return null;
        }
    }

    /// <summary>Few look-ups before many, and of one, the better index.</summary>
    private static int Cost(IReadOnlyList<IndexLookup> lookups, IReadOnlyList<string> indexed) =>
        lookups.Sum(lookup => indexed.Count + Enumerable.Range(0, indexed.Count).First(i => indexed[i] == lookup.Path));
}
