namespace EdgeGuard.Engine.Matching;

/// <summary>
/// What readers keep for one tenant under one state of its groups and own roles: joined role keys, and the role sets that do not fit
/// into one word. Filled without locks; thread-safe.
/// </summary>
internal sealed class RoleMemo
{
    // Only tenants that see more than 63 roles come here. With more combinations than this, further ones are computed each time.
    private const int MaxWideSets = 4096;

    private readonly MemoTable<(ulong Stamp, ulong Bits), string> _joined = new();
    private ulong[][] _wide = [];

    /// <summary>The joined keys kept for a role set under one state of the global roles; null if none.</summary>
    public string? JoinedOf(ulong stamp, ulong bits) => _joined.Find((stamp, bits));

    public void KeepJoined(ulong stamp, ulong bits, string joined) => _joined.Add((stamp, bits), joined);

    /// <summary>The set that <see cref="NumberOf"/> numbered.</summary>
    public ulong[] WideAt(int number) => Volatile.Read(ref _wide)[number];

    /// <summary>A number for the set, which is kept; −1 when too many are.</summary>
    public int NumberOf(ulong[] set)
    {
        while (true)
        {
            var known = Volatile.Read(ref _wide);
            for (var number = 0; number < known.Length; number++)
            {
                if (known[number].AsSpan().SequenceEqual(set))
                    return number;
            }

            if (known.Length == MaxWideSets)
                return -1;
            if (Interlocked.CompareExchange(ref _wide, [.. known, set], known) == known)
                return known.Length;
        }
    }
}
