using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Takes terms out of a filter that its store answers better: the filter itself, or terms of its outermost <c>and</c>.</summary>
internal static class RequiredTerms
{
    /// <summary>
    /// The ids of users that a group must hold to match, and what else the filter asks; null when it asks nothing else. Reading one row
    /// for each is cheap; reading a group's members to find one among them is not (E27).
    /// </summary>
    public static (IReadOnlyList<string> Members, Filter? Others) TakeMembers(Filter filter) =>
        Take(filter, term => Unbracketed(term) is FilterNode.Comparison
        {
            Operator: FilterOperator.Eq,
            Path: { Sub.Name: "value" } path,
            Value: { Kind: FilterValueKind.String, Text: { } id },
        } && ReferenceEquals(path.Attribute, GroupSchema.Members) ? id : null);

    /// <summary>What <c>active</c> must be for a user to match, and what else the filter asks.</summary>
    public static (bool? Active, Filter? Others) TakeActive(Filter filter)
    {
        var (values, others) = Take(filter, term => term is FilterNode.Comparison
        {
            Operator: FilterOperator.Eq,
            Value: { Kind: FilterValueKind.Boolean, Boolean: var value },
        } comparison && ReferenceEquals(comparison.Path.Attribute, UserSchema.Active) ? value.ToString() : null);

        // Both at once is nobody: left to the comparison.
        return values.Distinct(StringComparer.Ordinal).ToList() is [var only] ? (bool.Parse(only), others) : (null, filter);
    }

    private static (IReadOnlyList<string> Taken, Filter? Others) Take(Filter filter, Func<FilterNode, string?> valueOf)
    {
        var taken = new List<string>();
        var others = new List<FilterNode>();
        foreach (var term in filter.Root is FilterNode.And and ? and.Terms : [filter.Root])
        {
            if (valueOf(term) is { } value)
                taken.Add(value);
            else
                others.Add(term);
        }

        return (taken, others.Count switch
        {
            0 => null,
            1 => new Filter(others[0]),
            _ => new Filter(new FilterNode.And(others)),
        });
    }

    private static FilterNode Unbracketed(FilterNode term) => term is FilterNode.ValuePath { Term: FilterNode.Comparison inner } ? inner : term;
}
