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
    private readonly CatalogSize _size = new();
    private CatalogIndex? _index;

    private Catalog(Catalog other, long owner)
        : this(owner)
    {
        _features = new(other._features, StringComparer.Ordinal);
        _plans = new(other._plans, StringComparer.Ordinal);
        _flags = new(other._flags, StringComparer.Ordinal);
        _size = new(other._size);
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

    /// <summary>The limit that a feature would break; null for none.</summary>
    public string? FaultOf(Change.FeaturePut put) => FullOf(_features, put.Key, "features", StateLimits.MaxFeatures) ?? _size.FaultOf(put, FindFeature(put.Key));

    /// <summary>The limit that a plan would break; null for none.</summary>
    public string? FaultOf(Change.PlanPut put) => FullOf(_plans, put.Key, "plans", StateLimits.MaxPlans) ?? _size.FaultOf(put, FindPlan(put.Key)?.Put);

    /// <summary>The limit that a flag would break; null for none.</summary>
    public string? FaultOf(Change.FlagPut put) => FullOf(_flags, put.Feature, "flags", StateLimits.MaxFlags);

    /// <summary>Adds a feature that is not there.</summary>
    public void Add(Change.FeaturePut feature)
    {
        _features.Add(feature.Key, feature);
        _size.Add(feature);
    }

    /// <summary>Adds a plan that is not there.</summary>
    public void Add(PlanModel plan)
    {
        _plans.Add(plan.Key, plan);
        _size.Add(plan.Put);
    }

    /// <summary>Adds a flag that is not there.</summary>
    public void Add(FlagModel flag) => _flags.Add(flag.Put.Feature, flag);

    public void RemoveFeature(string key)
    {
        if (_features.Remove(key, out var old))
            _size.Remove(old);
    }

    public void RemovePlan(string key)
    {
        if (_plans.Remove(key, out var old))
            _size.Remove(old.Put);
    }

    public void RemoveFlag(string feature) => _flags.Remove(feature);

    private static string? FullOf<T>(Dictionary<string, T> rows, string key, string what, int most) =>
        rows.Count >= most && !rows.ContainsKey(key) ? CatalogSize.TooMany(what, most) : null;
}
