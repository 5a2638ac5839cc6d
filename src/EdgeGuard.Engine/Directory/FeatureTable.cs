namespace EdgeGuard.Engine.Directory;

/// <summary>A tenant's features and their expiry. A builder writes its own copy; afterwards immutable.</summary>
internal sealed class FeatureTable(long owner)
{
    private readonly Dictionary<string, long> _expiries = new(StringComparer.Ordinal);

    private FeatureTable(FeatureTable other, long owner)
        : this(owner)
    {
        foreach (var (feature, expiresAt) in other._expiries)
            _expiries.Add(feature, expiresAt);
    }

    public int Count => _expiries.Count;

    public IEnumerable<KeyValuePair<string, long>> All => _expiries;

    public bool TryFind(string feature, out long expiresAt) => _expiries.TryGetValue(feature, out expiresAt);

    /// <summary>This table if <paramref name="builder"/> made it, else its copy.</summary>
    public FeatureTable Own(long builder) => owner == builder ? this : new FeatureTable(this, builder);

    public void Put(string feature, long expiresAt) => _expiries[feature] = expiresAt;

    public void Remove(string feature) => _expiries.Remove(feature);
}
