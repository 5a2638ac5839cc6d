using System.Runtime.InteropServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Results kept under one state of a tenant's groups and of all roles: joined role keys, and the role sets that do not fit into one
/// word (<see cref="RoleView"/>). Filled without locks; thread-safe.
/// </summary>
internal sealed class RoleResults(long globalState, ulong tag)
{
    private const int MinLimit = 64;
    private const int MaxLimit = 65_536;

    // Made when first needed: every tenant has one of these after each change of the global roles, and most keep nothing but the tag.
    private MemoTable<string>? _joined;
    private MemoTable<ulong[]>? _wide;
    private RoleWordList? _words;

    public long GlobalState => globalState;

    /// <summary>Of this tenant in this state alone (<see cref="RoleTags"/>): what is remembered elsewhere carries it.</summary>
    public ulong Tag => tag;

    /// <summary>Numbers for packed roles.</summary>
    public RoleWordList Words => Made(ref _words);

    public int Count => (Volatile.Read(ref _joined)?.Count ?? 0) + (Volatile.Read(ref _wide)?.Count ?? 0);

    /// <summary>
    /// How many results of each kind a tenant keeps: room for a combination of roles for each user and for as many that no one has
    /// any more, so that memory follows the population and all users are served from it.
    /// </summary>
    public static int LimitFor(int users) => Math.Clamp(users, MinLimit / 2, MaxLimit / 2) * 2;

    /// <summary>
    /// The packed form of a wide set: a keyed hash of it rather than a number, so that no packed word, however old, leads to another
    /// set than its own.
    /// </summary>
    public static ulong PackWide(Hash128 key, ReadOnlySpan<ulong> set) =>
        (SipHash128.Compute(key, MemoryMarshal.AsBytes(set)).Low & ~RoleView.MoreBit) | RoleView.WideBit;

    /// <summary>The joined keys kept for packed roles; null if none.</summary>
    public string? JoinedOf(ulong packed) => Volatile.Read(ref _joined)?.Find(packed);

    public void KeepJoined(ulong packed, string joined, int limit) => Made(ref _joined).Add(packed, joined, limit);

    /// <summary>The wide set kept under its packed form; null if none.</summary>
    public ulong[]? WideOf(ulong packed) => Volatile.Read(ref _wide)?.Find(packed);

    public void KeepWide(ulong packed, ulong[] set, int limit) => Made(ref _wide).Add(packed, set, limit);

    private static T Made<T>(ref T? place)
        where T : class, new()
    {
        if (Volatile.Read(ref place) is { } known)
            return known;
        var made = new T();
        return Interlocked.CompareExchange(ref place, made, null) ?? made;
    }
}
