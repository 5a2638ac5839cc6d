using System.Collections.Frozen;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>A catalog as questions look at it: each feature with its flag and plans, and which features a permission is linked to. Immutable; thread-safe.</summary>
internal sealed class CatalogIndex
{
    private readonly FrozenDictionary<string, FeatureModel> _byKey;
    private readonly FrozenDictionary<string, int> _plans;
    private readonly FeatureModel[] _features;

    public CatalogIndex(Catalog catalog)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var holding = new SortedDictionary<string, List<NumberedPlan>>(StringComparer.Ordinal);
        foreach (var plan in catalog.Plans)
        {
            foreach (var feature in plan.Put.Features)
                PlansOf(feature).Add(new NumberedPlan(numbers.Count, plan));
            numbers.Add(plan.Key, numbers.Count);
        }

        foreach (var key in catalog.Flags.Select(flag => flag.Put.Feature).Concat(catalog.Features.Select(feature => feature.Key)))
            PlansOf(key);

        _plans = numbers.ToFrozenDictionary(StringComparer.Ordinal);
        _features = [.. holding.Select((pair, number) => new FeatureModel(pair.Key, number, catalog.FindFlag(pair.Key), [.. pair.Value]))];
        _byKey = _features.ToFrozenDictionary(feature => feature.Key, StringComparer.Ordinal);
        Links = new LinkIndex(catalog.Features.SelectMany(feature => feature.LinkedPermissions.Select(link => (link, _byKey[feature.Key]))));

        List<NumberedPlan> PlansOf(string feature)
        {
            if (!holding.TryGetValue(feature, out var plans))
                holding.Add(feature, plans = []);
            return plans;
        }
    }

    /// <summary>The features by which permissions are gated.</summary>
    public LinkIndex Links { get; }

    /// <summary>All features that the catalog names, in ordinal order of their keys: each at its number.</summary>
    public ReadOnlySpan<FeatureModel> Features => _features;

    /// <summary>Plans of the catalog; their numbers are below it.</summary>
    public int PlanCount => _plans.Count;

    /// <summary>The feature of that key; null when no row of the catalog names it (a tenant may still have been given it).</summary>
    public FeatureModel? Find(string feature) => _byKey.GetValueOrDefault(feature);

    /// <summary>The number of a plan; −1 when there is none of that key.</summary>
    public int NumberOf(string plan) => _plans.TryGetValue(plan, out var number) ? number : -1;
}
