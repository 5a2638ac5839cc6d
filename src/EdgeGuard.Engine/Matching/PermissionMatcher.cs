using System.Collections.Frozen;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Answers whether any of a set of permission patterns covers a requested name (SEMANTICS section 7.2, section 9). Three kinds,
/// cheapest first: exact names (one hash look-up), <c>x*</c> prefixes (a binary search, however many), other globs (one by one).
/// Immutable; <see cref="Covers"/> allocates nothing.
/// </summary>
internal sealed class PermissionMatcher
{
    private readonly FrozenSet<string> _exact;
    private readonly string[] _prefixes;
    private readonly Glob[] _globs;

    public PermissionMatcher(IEnumerable<string> patterns)
    {
        var distinct = new HashSet<string>(patterns, StringComparer.Ordinal);
        _prefixes = WithoutNested(distinct.Where(IsPrefix).Select(pattern => pattern.TrimEnd('*')));
        _exact = distinct.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);
        _globs = distinct.Where(pattern => pattern.Contains('*', StringComparison.Ordinal) && !IsPrefix(pattern)).Select(pattern => new Glob(pattern)).ToArray();
    }

    public bool Covers(string name)
    {
        if (_exact.Contains(name) || (_prefixes.Length > 0 && StartsWithAny(name)))
            return true;

        foreach (var glob in _globs)
        {
            if (glob.IsMatch(name))
                return true;
        }

        return false;
    }

    /// <summary>All stars stand at the end.</summary>
    private static bool IsPrefix(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star >= 0 && pattern.AsSpan(star).IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Sorted, without those that begin with another: what <see cref="StartsWithAny"/> needs.</summary>
    private static string[] WithoutNested(IEnumerable<string> prefixes)
    {
        var kept = new List<string>();
        foreach (var prefix in prefixes.Order(StringComparer.Ordinal))
        {
            if (kept.Count == 0 || !prefix.StartsWith(kept[^1], StringComparison.Ordinal))
                kept.Add(prefix);
        }

        return [.. kept];
    }

    // In sorted order a prefix of the name can only be the last entry that is not after the name: anything between the two would
    // begin with that prefix, and none does.
    private bool StartsWithAny(string name)
    {
        var (low, high) = (0, _prefixes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_prefixes[middle], name) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && name.StartsWith(_prefixes[low - 1], StringComparison.Ordinal);
    }
}
