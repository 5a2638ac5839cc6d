using System.Globalization;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>What a catalog holds in numbers, so that it stays within <see cref="StateLimits"/> and what questions cost within bounds. Belongs to one catalog.</summary>
internal sealed class CatalogSize
{
    private readonly Dictionary<string, int> _linked;
    private int _links;
    private int _patterns;
    private int _planFeatures;

    public CatalogSize() => _linked = new Dictionary<string, int>(StringComparer.Ordinal);

    public CatalogSize(CatalogSize other)
    {
        _linked = new Dictionary<string, int>(other._linked, StringComparer.Ordinal);
        (_links, _patterns, _planFeatures) = (other._links, other._patterns, other._planFeatures);
    }

    /// <summary>The limit that a feature breaks in the place of <paramref name="old"/>; null for none.</summary>
    public string? FaultOf(Change.FeaturePut put, Change.FeaturePut? old)
    {
        if (_links + put.LinkedPermissions.Length - (old?.LinkedPermissions.Length ?? 0) > StateLimits.MaxLinks)
            return TooMany("linked permissions of all features", StateLimits.MaxLinks);
        if (_patterns + PatternsOf(put) - (old is null ? 0 : PatternsOf(old)) > StateLimits.MaxLinkPatterns)
            return TooMany("linked permissions with a star in them", StateLimits.MaxLinkPatterns);
        foreach (var link in put.LinkedPermissions)
        {
            if (_linked.GetValueOrDefault(link) >= StateLimits.MaxLinkedFeatures && old?.LinkedPermissions.AsSpan().BinarySearch(link, StringComparer.Ordinal) is not >= 0)
                return TooMany("features linked to one permission", StateLimits.MaxLinkedFeatures);
        }

        return null;
    }

    /// <summary>The limit that a plan breaks in the place of <paramref name="old"/>; null for none.</summary>
    public string? FaultOf(Change.PlanPut put, Change.PlanPut? old) =>
        _planFeatures + put.Features.Length - (old?.Features.Length ?? 0) > StateLimits.MaxPlanFeatures
            ? TooMany("features of all plans", StateLimits.MaxPlanFeatures)
            : null;

    public static string TooMany(string what, int most) => string.Create(CultureInfo.InvariantCulture, $"the {what} are more than {most:N0}");

    public void Add(Change.FeaturePut feature)
    {
        _links += feature.LinkedPermissions.Length;
        _patterns += PatternsOf(feature);
        foreach (var link in feature.LinkedPermissions)
            _linked[link] = _linked.GetValueOrDefault(link) + 1;
    }

    public void Remove(Change.FeaturePut feature)
    {
        _links -= feature.LinkedPermissions.Length;
        _patterns -= PatternsOf(feature);
        foreach (var link in feature.LinkedPermissions)
        {
            if (_linked[link] == 1)
                _linked.Remove(link);
            else
                _linked[link]--;
        }
    }

    public void Add(Change.PlanPut plan) => _planFeatures += plan.Features.Length;

    public void Remove(Change.PlanPut plan) => _planFeatures -= plan.Features.Length;

    private static int PatternsOf(Change.FeaturePut feature) => feature.LinkedPermissions.Count(Pattern.IsPattern);
}
