using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>
/// Lists resources of one type in the order of creation: all, or those that a filter finds: by its indexes where they answer it whole,
/// else as the type can best.
/// </summary>
/// <param name="definition">The type.</param>
/// <param name="indexed">Canonical paths that have an index, the best first.</param>
internal abstract class ResourceSearch<TRow>(ResourceDefinition definition, IReadOnlyList<string> indexed)
    where TRow : class, IResourceRow
{
    public Result<ListResponse> Run(string? filterText, Leniency leniency, Page page, CancellationToken cancellationToken)
    {
        if (filterText is null)
            return All(page);
        if (!FilterParser.Parse(filterText, definition, leniency).TryGet(out var filter, out var error))
            return error;

        var plan = FilterPlan.Of(filter, indexed);
        var found = plan.Lookups is { } lookups ? FilterPlan.Union(lookups, Lookup, row => row.Row) : null;
        if (found is null && plan.Lookups is not null)
            return FilterPlan.TooMany;
        return found is not null && plan.IsWhole ? new SearchPage<TRow>(page, Render).Of(found) : Compare(filter, found, page, cancellationToken);
    }

    protected abstract ListResponse All(Page page);

    protected abstract IReadOnlyList<TRow> Lookup(IndexLookup lookup);

    protected abstract ResourceDocument Render(TRow row);

    /// <summary>Those of <paramref name="found"/>, or of all where no index helps, that match.</summary>
    protected abstract Result<ListResponse> Compare(Filter filter, IReadOnlyList<TRow>? found, Page page, CancellationToken cancellationToken);

    protected ListResponse ToList(Page page, long count, Func<IReadOnlyList<TRow>> rows) =>
        new((int)Math.Min(count, int.MaxValue), page.StartIndex, page.Count == 0 ? [] : [.. rows().Select(Render)]);
}
