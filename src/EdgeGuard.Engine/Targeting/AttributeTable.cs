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
    public int Find(string name)
    {
        var (low, high) = (0, _names.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_names[middle], name);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    public ref readonly AttributeValue At(int place) => ref _values[place];
}
