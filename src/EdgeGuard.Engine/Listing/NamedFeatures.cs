using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// Walks over every feature that a user in a tenant may be entitled to, in ordinal order: those that the catalog names and those that the
/// tenant was given. A position is a place in each of the two, so that a walk goes on in constant time.
/// </summary>
internal ref struct NamedFeatures
{
    private readonly ReadOnlySpan<FeatureModel> _catalog;
    private readonly ReadOnlySpan<string> _given;
    private int _inCatalog;
    private int _inGiven;

    public NamedFeatures(CatalogIndex index, TenantRow tenant, Hash128 start)
    {
        _catalog = index.Features;
        _given = tenant.Features is { } features ? features.Names : [];
        (_inCatalog, _inGiven) = ((int)start.Low, (int)start.High);
    }

    /// <summary>After the feature that came last.</summary>
    public readonly Hash128 Position => new((ulong)_inCatalog, (ulong)_inGiven);

    /// <param name="key">The feature's key.</param>
    /// <param name="model">What the catalog says of it; null for nothing.</param>
    public bool TryNext(out string key, out FeatureModel? model)
    {
        model = _inCatalog < _catalog.Length ? _catalog[_inCatalog] : null;
        key = _inGiven < _given.Length ? _given[_inGiven] : "";
        if (model is null && _inGiven == _given.Length)
            return false;

        var order = model is null ? 1 : _inGiven == _given.Length ? -1 : string.CompareOrdinal(model.Key, key);
        if (order >= 0)
            _inGiven++;
        if (order > 0)
            model = null;
        else
            (key, _inCatalog) = (model!.Key, _inCatalog + 1); // Not null: then the order is 1.
        return true;
    }
}
