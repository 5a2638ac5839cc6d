using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Which roles permit a name (SEMANTICS sections 7.2 and 9), over all roles of a table at once. Three kinds of pattern, cheapest
/// first: exact names (one hash look-up), <c>x*</c> prefixes (a binary search, however many), other globs (one by one, only those
/// of roles in question). Immutable; <see cref="Covers"/> allocates nothing.
/// </summary>
internal sealed class PermissionIndex
{
    // A prefix is given the roles of those around it while they all fit into so many words, so that one look answers for all. Beyond
    // that each is looked at: copies of a set of thousands of roles beside thousands of prefixes would take more room than the roles.
    private const int MostUnited = 4;

    // The roles of all patterns, one after the other.
    private readonly RoleWord[] _words;
    private readonly Dictionary<string, RoleRow> _exact = new(StringComparer.Ordinal);
    private readonly PrefixIndex _prefixes;
    private readonly (RoleRow Roles, int Next)[] _prefixRoles;
    private readonly (string Pattern, RoleRow Roles)[] _globs;
    private readonly NameMemo _known;

    /// <summary>From the roles in the order of their numbers.</summary>
    public PermissionIndex(ReadOnlySpan<RoleModel> roles)
    {
        var rows = new RoleRowsBuilder();
        var prefixes = new List<(string Text, RoleRow Roles)>();
        var globs = new List<(string Pattern, RoleRow Roles)>();
        var holders = new PatternHolders(roles);
        foreach (var (pattern, number) in holders.Patterns)
        {
            var row = rows.Add(holders.RolesOf(number));
            if (!Pattern.IsPattern(pattern))
                _exact.Add(pattern, row);
            else if (Pattern.PrefixOf(pattern) is { } prefix)
                prefixes.Add((prefix, row));
            else
                globs.Add((pattern, row));
        }

        _globs = [.. globs];
        prefixes.Sort((left, right) => string.CompareOrdinal(left.Text, right.Text));
        _prefixes = new PrefixIndex([.. prefixes.Select(prefix => prefix.Text)]);
        _prefixRoles = new (RoleRow, int)[prefixes.Count];
        for (var i = 0; i < _prefixRoles.Length; i++)
        {
            var outer = _prefixes.OuterOf(i);
            _prefixRoles[i] = outer >= 0 && rows.TryUnite(prefixes[i].Roles, _prefixRoles[outer].Roles, MostUnited, out var united)
                ? (united, _prefixRoles[outer].Next)
                : (prefixes[i].Roles, outer);
        }

        _words = rows.ToArray();
        _known = new NameMemo(holders.Patterns.Count);
    }

    /// <summary>The roles that permit <paramref name="name"/>, of an index of at most 64. Remembers names that are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong WordOf(string name) => _known.TryRecall(name, out var hash, out var roles) ? roles : FindWord(name, hash);

    /// <summary>True when some role of <paramref name="roles"/> permits <paramref name="name"/>.</summary>
    public bool Covers(string name, ReadOnlySpan<ulong> roles)
    {
        if (_exact.TryGetValue(name, out var exact) && RoleBits.Intersect(WordsOf(exact), roles))
            return true;

        for (var prefix = _prefixes.LongestOf(name); prefix >= 0; prefix = _prefixRoles[prefix].Next)
        {
            if (RoleBits.Intersect(WordsOf(_prefixRoles[prefix].Roles), roles))
                return true;
        }

        foreach (var (pattern, row) in _globs)
        {
            if (RoleBits.Intersect(WordsOf(row), roles) && Pattern.Covers(pattern, name))
                return true;
        }

        return false;
    }

    /// <summary>Adds all roles that permit <paramref name="name"/>.</summary>
    public void AddCovering(string name, Span<ulong> roles)
    {
        if (_exact.TryGetValue(name, out var exact))
            RoleBits.Add(roles, WordsOf(exact));
        for (var prefix = _prefixes.LongestOf(name); prefix >= 0; prefix = _prefixRoles[prefix].Next)
            RoleBits.Add(roles, WordsOf(_prefixRoles[prefix].Roles));
        foreach (var (pattern, row) in _globs)
        {
            if (Pattern.Covers(pattern, name))
                RoleBits.Add(roles, WordsOf(row));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong FindWord(string name, uint hash)
    {
        var roles = 0UL;
        AddCovering(name, new Span<ulong>(ref roles));
        _known.Keep(name, hash, roles);
        return roles;
    }

    private ReadOnlySpan<RoleWord> WordsOf(RoleRow row) => _words.AsSpan(row.Start, row.Count);
}
