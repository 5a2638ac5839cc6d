namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Which of many prefixes a name begins with: a binary search for the longest, which leads to the shorter ones. Immutable; asking
/// allocates nothing.
/// </summary>
internal sealed class PrefixIndex
{
    private readonly Entry[] _entries;

    /// <param name="prefixes">In ordinal order, none twice.</param>
    public PrefixIndex(ReadOnlySpan<string> prefixes)
    {
        _entries = new Entry[prefixes.Length];
        for (var i = 0; i < prefixes.Length; i++)
        {
            var outer = i - 1;
            while (outer >= 0 && !prefixes[i].StartsWith(_entries[outer].Text, StringComparison.Ordinal))
                outer = _entries[outer].Outer;
            _entries[i] = new Entry(prefixes[i], outer);
        }
    }

    /// <summary>The place of the longest prefix that the name begins with; −1 for none.</summary>
    public int LongestOf(string name)
    {
        var (low, high) = (0, _entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_entries[middle].Text, name) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        // Whatever stands between a prefix of the name and the name in ordinal order begins with that prefix. So each prefix of the
        // name is the last entry that is not after it, or encloses that one.
        var last = low - 1;
        while (last >= 0 && !name.StartsWith(_entries[last].Text, StringComparison.Ordinal))
            last = _entries[last].Outer;
        return last;
    }

    /// <summary>The place of the longest other prefix that the one at <paramref name="place"/> begins with; −1 for none.</summary>
    public int OuterOf(int place) => _entries[place].Outer;

    private readonly record struct Entry(string Text, int Outer);
}
