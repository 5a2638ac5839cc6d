using System.Runtime.InteropServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Which roles permit a name (SEMANTICS sections 7.2 and 9), over all roles of a table at once. Three kinds of pattern, cheapest
/// first: exact names (one hash look-up), <c>x*</c> prefixes (a binary search, however many), other globs (one by one, only those
/// of roles in question). Immutable; <see cref="Covers"/> allocates nothing.
/// </summary>
internal sealed class PermissionIndex
{
    private readonly int _words;

    // The role sets of all patterns one after the other; a pattern's number times _words is where its own begins.
    private readonly ulong[] _roles;
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Prefix[] _prefixes;
    private readonly (Glob Glob, int Pattern)[] _globs;

    /// <summary>From the roles in the order of their numbers.</summary>
    public PermissionIndex(ReadOnlySpan<RoleModel> roles)
    {
        _words = RoleBits.WordsFor(roles.Length);
        var patterns = new Dictionary<string, int>(StringComparer.Ordinal);
        var sets = new List<ulong>();
        for (var role = 0; role < roles.Length; role++)
        {
            foreach (var text in roles[role].Patterns)
            {
                var pattern = IsPrefix(text) ? text.TrimEnd('*') + '*' : text;
                if (!patterns.TryGetValue(pattern, out var number))
                {
                    patterns.Add(pattern, number = patterns.Count);
                    CollectionsMarshal.SetCount(sets, patterns.Count * _words);
                    CollectionsMarshal.AsSpan(sets)[(number * _words)..].Clear();
                }

                RoleBits.Add(CollectionsMarshal.AsSpan(sets).Slice(number * _words, _words), role);
            }
        }

        _roles = [.. sets];
        var prefixes = new List<(string Text, int Pattern)>();
        var globs = new List<(Glob Glob, int Pattern)>();
        foreach (var (pattern, number) in patterns)
        {
            if (!pattern.Contains('*', StringComparison.Ordinal))
                _exact.Add(pattern, number);
            else if (IsPrefix(pattern))
                prefixes.Add((pattern[..^1], number));
            else
                globs.Add((new Glob(pattern), number));
        }

        _globs = [.. globs];
        _prefixes = Nest(prefixes);
    }

    /// <summary>True when some role of <paramref name="roles"/> permits <paramref name="name"/>.</summary>
    public bool Covers(string name, ReadOnlySpan<ulong> roles)
    {
        if (_exact.TryGetValue(name, out var exact) && RoleBits.Intersect(RolesOf(exact), roles))
            return true;
        if (LongestPrefix(name) is >= 0 and var prefix && RoleBits.Intersect(RolesOf(_prefixes[prefix].Pattern), roles))
            return true;

        foreach (var (glob, pattern) in _globs)
        {
            if (RoleBits.Intersect(RolesOf(pattern), roles) && glob.IsMatch(name))
                return true;
        }

        return false;
    }

    /// <summary>Adds all roles that permit <paramref name="name"/>.</summary>
    public void AddCovering(string name, Span<ulong> roles)
    {
        if (_exact.TryGetValue(name, out var exact))
            RoleBits.Add(roles, RolesOf(exact));
        if (LongestPrefix(name) is >= 0 and var prefix)
            RoleBits.Add(roles, RolesOf(_prefixes[prefix].Pattern));
        foreach (var (glob, pattern) in _globs)
        {
            if (glob.IsMatch(name))
                RoleBits.Add(roles, RolesOf(pattern));
        }
    }

    /// <summary>All stars stand at the end, and there is one.</summary>
    private static bool IsPrefix(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star >= 0 && pattern.AsSpan(star).IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Sorts, names for each prefix the longest other one that it begins with, and gives it the roles of that one too.</summary>
    private Prefix[] Nest(List<(string Text, int Pattern)> prefixes)
    {
        prefixes.Sort((left, right) => string.CompareOrdinal(left.Text, right.Text));
        var nested = new Prefix[prefixes.Count];
        for (var i = 0; i < nested.Length; i++)
        {
            var (text, pattern) = prefixes[i];
            var outer = i - 1;
            while (outer >= 0 && !text.StartsWith(nested[outer].Text, StringComparison.Ordinal))
                outer = nested[outer].Outer;
            nested[i] = new Prefix(text, pattern, outer);
            if (outer < 0)
                continue;
            for (var word = 0; word < _words; word++)
                _roles[(pattern * _words) + word] |= _roles[(nested[outer].Pattern * _words) + word];
        }

        return nested;
    }

    private ReadOnlySpan<ulong> RolesOf(int pattern) => _roles.AsSpan(pattern * _words, _words);

    /// <summary>The longest prefix of the name, which has the roles of all shorter ones; −1 for none.</summary>
    private int LongestPrefix(string name)
    {
        var (low, high) = (0, _prefixes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_prefixes[middle].Text, name) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        // Whatever stands between a prefix of the name and the name in ordinal order begins with that prefix. So each prefix of the
        // name is the last entry that is not after it, or encloses that one.
        var last = low - 1;
        while (last >= 0 && !name.StartsWith(_prefixes[last].Text, StringComparison.Ordinal))
            last = _prefixes[last].Outer;
        return last;
    }

    /// <summary>A pattern <c>x*</c>: the x, the pattern's number, and the next shorter prefix of x itself (−1 for none).</summary>
    private readonly record struct Prefix(string Text, int Pattern, int Outer);
}
