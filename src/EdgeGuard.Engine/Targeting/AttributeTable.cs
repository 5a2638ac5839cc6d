namespace EdgeGuard.Engine.Targeting;

/// <summary>Values by name, sorted ordinally: small, and found without allocating. Immutable.</summary>
internal sealed class AttributeTable
{
    private readonly string[] _names;
    private readonly AttributeValue[] _values;

    public AttributeTable(Dictionary<string, AttributeValue> values)
    {
        _names = [.. values.Keys];
        _values = [.. values.Values];
        Array.Sort(_names, _values, StringComparer.Ordinal);
    }

    public static AttributeTable Empty { get; } = new([]);

    public ReadOnlySpan<string> Names => _names;

    public ReadOnlySpan<AttributeValue> Values => _values;

    /// <summary>Where the name is; negative when it is not there, which differs from being there without a value.</summary>
    public int Find(string name) => _names.AsSpan().BinarySearch(new Name(name));

    public ref readonly AttributeValue At(int place) => ref _values[place];

    /// <summary>The place of a name in the order of the table; known at compile time, so that comparing takes no call.</summary>
    private readonly struct Name(string name) : IComparable<string>
    {
        public int CompareTo(string? other) => string.CompareOrdinal(name, other);
    }
}
