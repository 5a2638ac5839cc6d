using System.Collections.Frozen;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>A catalog as questions look at it: each feature with its flag and plans, and which features a permission is linked to. Immutable; thread-safe.</summary>
internal sealed class CatalogIndex
{
    private readonly FrozenDictionary<string, FeatureModel> _features;

    public CatalogIndex(Catalog catalog)
    {
        var plans = new Dictionary<string, List<PlanModel>>(StringComparer.Ordinal);
        foreach (var plan in catalog.Plans)
        {
            foreach (var feature in plan.Put.Features)
            {
                if (!plans.TryGetValue(feature, out var holding))
                    plans.Add(feature, holding = []);
                holding.Add(plan);
            }
        }

        var features = new Dictionary<string, FeatureModel>(StringComparer.Ordinal);
        foreach (var key in plans.Keys.Concat(catalog.Flags.Select(flag => flag.Put.Feature)).Concat(catalog.Features.Select(feature => feature.Key)))
        {
            if (!features.ContainsKey(key))
                features.Add(key, new FeatureModel(key, catalog.FindFlag(key), plans.TryGetValue(key, out var holding) ? [.. holding] : []));
        }

        _features = features.ToFrozenDictionary(StringComparer.Ordinal);
        Links = new LinkIndex(catalog.Features.SelectMany(feature => feature.LinkedPermissions.Select(link => (link, features[feature.Key]))));
    }

    /// <summary>The features by which permissions are gated.</summary>
    public LinkIndex Links { get; }

    /// <summary>All features that the catalog names, in no order.</summary>
    public IEnumerable<FeatureModel> Features => _features.Values;

    /// <summary>The feature of that key; null when no row of the catalog names it (a tenant may still have been given it).</summary>
    public FeatureModel? Find(string feature) => _features.GetValueOrDefault(feature);
}
