using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>
/// A filter as a tree. The parser bounds its depth (<see cref="ScimLimits.MaxFilterDepth"/> brackets, at most three nodes for
/// each), so walking it recursively is safe. An <see cref="And"/> never holds an And, nor an <see cref="Or"/> an Or.
/// </summary>
internal abstract record FilterNode
{
    /// <summary>A comparison, or <c>pr</c> when <see cref="Operator"/> says so (the value is then null).</summary>
    internal sealed record Comparison(AttributePath Path, FilterOperator Operator, FilterValue Value) : FilterNode
    {
        public override string ToString() => Operator == FilterOperator.Pr
            ? $"{Path} pr"
            : $"{Path} {FilterOperators.Word(Operator)} {Value}";
    }

    internal sealed record And(IReadOnlyList<FilterNode> Terms) : FilterNode
    {
        public override string ToString() => string.Join(" and ", Terms.Select(term => term is Or ? $"({term})" : term.ToString()));
    }

    internal sealed record Or(IReadOnlyList<FilterNode> Terms) : FilterNode
    {
        public override string ToString() => string.Join(" or ", Terms);
    }

    internal sealed record Not(FilterNode Term) : FilterNode
    {
        public override string ToString() => $"not ({Term})";
    }

    /// <summary>
    /// <c>emails[type eq "work"]</c>: one and the same value must satisfy all of <see cref="Term"/> (M4). Paths within name a
    /// sub-attribute of <see cref="Path"/> in full, as <c>emails.type</c>.
    /// </summary>
    internal sealed record ValuePath(AttributePath Path, FilterNode Term) : FilterNode
    {
        public override string ToString() => $"{Path}[{new ValueTerm(Term)}]";
    }

    /// <summary>Prints a term within brackets, where the sub-attribute's own name suffices.</summary>
    private readonly record struct ValueTerm(FilterNode Term)
    {
        public override string ToString() => Term switch
        {
            Comparison { Path: { Sub: { } sub } path } comparison =>
                (comparison with { Path = new AttributePath(null, sub, null) }).ToString(),
            And and => string.Join(" and ", and.Terms.Select(term => term is Or ? $"({new ValueTerm(term)})" : new ValueTerm(term).ToString())),
            Or or => string.Join(" or ", or.Terms.Select(term => new ValueTerm(term))),
            Not not => $"not ({new ValueTerm(not.Term)})",
            _ => Term.ToString(),
        };
    }
}
