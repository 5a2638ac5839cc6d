namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Which roles of a <see cref="RoleIndex"/> bring which others, ordered so that one pass over those that have parents closes any set
/// of roles. Immutable.
/// </summary>
internal sealed class RoleParents
{
    private readonly Entry[] _entries;

    /// <summary>From the roles in the order of their numbers; no circle is among them.</summary>
    public RoleParents(ReadOnlySpan<RoleModel> roles, Dictionary<string, int> numbers)
    {
        var entries = new List<Entry>();
        var children = new int[roles.Length];
        var parents = new int[roles.Length][];
        for (var role = 0; role < roles.Length; role++)
        {
            parents[role] = [.. roles[role].Parents.Where(numbers.ContainsKey).Select(key => numbers[key])];
            foreach (var parent in parents[role])
                children[parent]++;
        }

        // Each role once all that bring it have had their turn.
        var ready = new Queue<int>();
        for (var role = 0; role < roles.Length; role++)
        {
            if (children[role] == 0)
                ready.Enqueue(role);
        }

        while (ready.TryDequeue(out var role))
        {
            if (!roles[role].Parents.IsEmpty)
                entries.Add(new Entry(role, parents[role], [.. roles[role].Parents.Where(key => !numbers.ContainsKey(key))]));
            foreach (var parent in parents[role])
            {
                if (--children[parent] == 0)
                    ready.Enqueue(parent);
            }
        }

        _entries = [.. entries];
    }

    /// <summary>Adds to a set of a tenant's own roles those that they bring, and to one of global roles those that they bring there.</summary>
    public void Close(Span<ulong> own, RoleIndex global, Span<ulong> globalRoles)
    {
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            if (!RoleBits.Has(own, entry.Role))
                continue;
            foreach (var parent in entry.Parents)
                RoleBits.Add(own, parent);
            foreach (var key in entry.Elsewhere)
            {
                if (global.NumberOf(key) is >= 0 and var number)
                    RoleBits.Add(globalRoles, number);
            }
        }
    }

    /// <summary>Adds to a set of global roles those that they bring.</summary>
    public void Close(Span<ulong> globalRoles)
    {
        foreach (ref readonly var entry in _entries.AsSpan())
        {
            if (!RoleBits.Has(globalRoles, entry.Role))
                continue;
            foreach (var parent in entry.Parents)
                RoleBits.Add(globalRoles, parent);
        }
    }

    /// <summary>The other way round: adds to a set of a tenant's own roles those that bring one of it, or one of the global roles.</summary>
    public void Spread(Span<ulong> own, RoleIndex global, ReadOnlySpan<ulong> globalRoles)
    {
        for (var i = _entries.Length - 1; i >= 0; i--)
        {
            ref readonly var entry = ref _entries[i];
            if (HasAny(own, entry.Parents) || HasAny(globalRoles, global, entry.Elsewhere))
                RoleBits.Add(own, entry.Role);
        }
    }

    /// <summary>Adds to a set of global roles those that bring one of it.</summary>
    public void Spread(Span<ulong> globalRoles)
    {
        for (var i = _entries.Length - 1; i >= 0; i--)
        {
            if (HasAny(globalRoles, _entries[i].Parents))
                RoleBits.Add(globalRoles, _entries[i].Role);
        }
    }

    private static bool HasAny(ReadOnlySpan<ulong> set, int[] roles)
    {
        foreach (var role in roles)
        {
            if (RoleBits.Has(set, role))
                return true;
        }

        return false;
    }

    private static bool HasAny(ReadOnlySpan<ulong> set, RoleIndex index, string[] keys)
    {
        foreach (var key in keys)
        {
            if (index.NumberOf(key) is >= 0 and var role && RoleBits.Has(set, role))
                return true;
        }

        return false;
    }

    /// <summary>A role with parents: those of the same index by number, other keys as they are.</summary>
    private readonly record struct Entry(int Role, int[] Parents, string[] Elsewhere);
}
