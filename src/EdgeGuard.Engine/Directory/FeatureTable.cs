namespace EdgeGuard.Engine.Directory;

/// <summary>A tenant's features and their expiry. A builder writes its own copy; afterwards immutable.</summary>
internal sealed class FeatureTable(long owner)
{
    private readonly Dictionary<string, long> _expiries = new(StringComparer.Ordinal);

    private string[]? _names;

    private FeatureTable(FeatureTable other, long owner)
        : this(owner)
    {
        foreach (var (feature, expiresAt) in other._expiries)
            _expiries.Add(feature, expiresAt);
    }

    public int Count => _expiries.Count;

    public IEnumerable<KeyValuePair<string, long>> All => _expiries;

    /// <summary>Their keys in ordinal order. Put in order when first asked for; threads that race do it twice.</summary>
    public ReadOnlySpan<string> Names => Volatile.Read(ref _names) ?? Sort();

    public bool TryFind(string feature, out long expiresAt) => _expiries.TryGetValue(feature, out expiresAt);

    /// <summary>This table if <paramref name="builder"/> made it, else its copy.</summary>
    public FeatureTable Own(long builder)
    {
        if (owner != builder)
            return new FeatureTable(this, builder);
        _names = null;
        return this;
    }

    public void Put(string feature, long expiresAt) => _expiries[feature] = expiresAt;

    public void Remove(string feature) => _expiries.Remove(feature);

    private string[] Sort()
    {
        string[] names = [.. _expiries.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        Volatile.Write(ref _names, names);
        return names;
    }
}
