using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Rendering;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Counts what a search finds and keeps the wanted page of it.</summary>
internal sealed class SearchPage<TRow>(Page page, Func<TRow, ResourceDocument> render)
{
    private readonly List<ResourceDocument> _resources = [];
    private int _total;

    /// <summary>One page out of rows that all match.</summary>
    public ListResponse Of(IReadOnlyList<TRow> rows)
    {
        foreach (var row in rows)
            Add(row);
        return ToList();
    }

    /// <summary>One page out of the rows that match. <paramref name="whole"/> gives what the filter is compared with.</summary>
    public Result<ListResponse> Where(
        Filter filter, IEnumerable<TRow> rows, Func<TRow, ResourceDocument> whole, string baseUri, CancellationToken cancellationToken)
    {
        var scanned = 0;
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++scanned > FilterPlan.MaxScannedRows)
                return FilterPlan.TooMany;
            if (FilterEvaluator.Matches(filter, ResourceRenderer.ToJson(whole(row), baseUri)))
                Add(row);
        }

        return ToList();
    }

    private void Add(TRow row)
    {
        var index = _total++;
        if (index >= page.Offset && _resources.Count < page.Count)
            _resources.Add(render(row));
    }

    private ListResponse ToList() => new(_total, page.StartIndex, _resources);
}
