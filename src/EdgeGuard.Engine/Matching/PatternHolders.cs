namespace EdgeGuard.Engine.Matching;

/// <summary>Which roles hold which patterns, turned round from which patterns the roles hold. Only while an index is made.</summary>
internal sealed class PatternHolders
{
    private readonly Dictionary<string, int> _patterns = new(StringComparer.Ordinal);
    private readonly int[] _ends;
    private readonly int[] _roles;

    /// <summary>From the roles in the order of their numbers.</summary>
    public PatternHolders(ReadOnlySpan<RoleModel> roles)
    {
        var held = new List<(int Pattern, int Role)>();
        for (var role = 0; role < roles.Length; role++)
        {
            foreach (var text in roles[role].Patterns)
            {
                var pattern = Pattern.Shortest(text);
                if (!_patterns.TryGetValue(pattern, out var number))
                    _patterns.Add(pattern, number = _patterns.Count);
                held.Add((number, role));
            }
        }

        // The roles of each pattern side by side: first how many they are, from that where they begin, then each to its place.
        _ends = new int[_patterns.Count];
        foreach (var (pattern, _) in held)
            _ends[pattern]++;
        var start = 0;
        foreach (ref var end in _ends.AsSpan())
            (start, end) = (start + end, start);
        _roles = new int[held.Count];
        foreach (var (pattern, role) in held)
            _roles[_ends[pattern]++] = role;
    }

    /// <summary>The distinct patterns with their numbers.</summary>
    public IReadOnlyDictionary<string, int> Patterns => _patterns;

    /// <summary>In ascending order; a role that names the pattern twice is there twice.</summary>
    public ReadOnlySpan<int> RolesOf(int pattern) => _roles.AsSpan((pattern == 0 ? 0 : _ends[pattern - 1]).._ends[pattern]);
}
