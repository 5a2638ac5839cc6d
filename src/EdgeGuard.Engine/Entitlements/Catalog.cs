using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// Features, plans and flags. A builder writes its own copy, made once however many changes it applies; afterwards immutable.
/// </summary>
internal sealed class Catalog(long owner)
{
    private readonly Dictionary<string, Change.FeaturePut> _features = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlanModel> _plans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FlagModel> _flags = new(StringComparer.Ordinal);
    private CatalogIndex? _index;

    private Catalog(Catalog other, long owner)
        : this(owner)
    {
        _features = new(other._features, StringComparer.Ordinal);
        _plans = new(other._plans, StringComparer.Ordinal);
        _flags = new(other._flags, StringComparer.Ordinal);
    }

    public static Catalog Empty { get; } = new(OwnerTokens.Shared);

    /// <summary>In ordinal order.</summary>
    public IEnumerable<Change.FeaturePut> Features => _features.Values.OrderBy(feature => feature.Key, StringComparer.Ordinal);

    /// <summary>In ordinal order.</summary>
    public IEnumerable<PlanModel> Plans => _plans.Values.OrderBy(plan => plan.Key, StringComparer.Ordinal);

    /// <summary>In ordinal order of the features.</summary>
    public IEnumerable<FlagModel> Flags => _flags.Values.OrderBy(flag => flag.Put.Feature, StringComparer.Ordinal);

    /// <summary>The same, ready for questions. Made when first asked for; threads that race make equal ones.</summary>
    public CatalogIndex Index => _index ??= new CatalogIndex(this);

    public Change.FeaturePut? FindFeature(string key) => _features.GetValueOrDefault(key);

    public PlanModel? FindPlan(string key) => _plans.GetValueOrDefault(key);

    public FlagModel? FindFlag(string feature) => _flags.GetValueOrDefault(feature);

    /// <summary>This catalog if <paramref name="builder"/> made it, else its copy.</summary>
    public Catalog Own(long builder)
    {
        if (owner != builder)
            return new Catalog(this, builder);
        _index = null;
        return this;
    }

    public void Put(Change.FeaturePut feature) => _features[feature.Key] = feature;

    public void Put(PlanModel plan) => _plans[plan.Key] = plan;

    public void Put(FlagModel flag) => _flags[flag.Put.Feature] = flag;

    public void RemoveFeature(string key) => _features.Remove(key);

    public void RemovePlan(string key) => _plans.Remove(key);

    public void RemoveFlag(string feature) => _flags.Remove(feature);
}
