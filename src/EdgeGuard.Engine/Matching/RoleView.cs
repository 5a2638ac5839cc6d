using System.Numerics;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles of one user: some of the global ones and some of the tenant's own. Held as one word when it fits (global roles in the
/// low bits, own ones above), else as words of their own.
/// </summary>
internal readonly ref struct RoleView
{
    /// <summary>The bit of a packed word that says that the rest is the number of a wide set.</summary>
    public const ulong WideBit = 1UL << 63;

    /// <summary>The bit that says that these are not all: more may be held elsewhere, for a time, or by the user itself.</summary>
    public const ulong MoreBit = 1UL << 62;

    /// <summary>Any set of no more roles than these, global and own ones together, is held as one word.</summary>
    public const int PackedRoles = 62;

    private readonly RoleIndex _global;
    private readonly RoleIndex? _own;
    private readonly ReadOnlySpan<ulong> _wide;
    private readonly ulong _globalWord;
    private readonly ulong _ownWord;

    /// <summary>From the packed form, or from <paramref name="wide"/> when that is not null.</summary>
    public RoleView(RoleIndex global, RoleIndex? own, ulong packed, ulong[]? wide)
    {
        _global = global;
        _own = own;
        _wide = wide;
        if (wide is not null)
            return;
        packed &= ~MoreBit;
        _globalWord = global.Count >= PackedRoles ? packed : packed & ((1UL << global.Count) - 1);
        _ownWord = global.Count >= PackedRoles ? 0 : packed >> global.Count;
    }

    /// <summary>From the wide form, which the caller keeps as it is.</summary>
    public RoleView(RoleIndex global, RoleIndex? own, ReadOnlySpan<ulong> wide)
    {
        _global = global;
        _own = own;
        _wide = wide;
    }

    /// <summary>Those of which <see cref="Has"/> says yes.</summary>
    public RoleKeys Keys => new(this);

    /// <summary>How many they are, with global ones that the tenant hides.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var word = 0; word < Words; word++)
                count += BitOperations.PopCount(WordAt(word));
            return count;
        }
    }

    /// <summary>Words of the wide form.</summary>
    internal int Words => RoleSet.WordsFor(_global, _own);

    /// <summary>The packed form of a wide set, if it has one.</summary>
    public static bool TryPack(RoleIndex global, ReadOnlySpan<ulong> wide, out ulong packed)
    {
        packed = 0;
        var globalWords = wide[..global.Words];
        var ownWords = wide[global.Words..];
        if (globalWords.Length > 1 && globalWords[1..].ContainsAnyExcept(0UL))
            return false;
        if (ownWords.Length > 1 && ownWords[1..].ContainsAnyExcept(0UL))
            return false;

        var globalWord = globalWords.IsEmpty ? 0 : globalWords[0];
        var ownWord = ownWords.IsEmpty ? 0 : ownWords[0];
        var room = PackedRoles - Math.Min(PackedRoles, global.Count);
        if (globalWord >> PackedRoles != 0 || (ownWord != 0 && ownWord >> room != 0))
            return false;
        packed = globalWord | (ownWord == 0 ? 0 : ownWord << global.Count);
        return true;
    }

    public bool Covers(string permission) =>
        _global.Permissions.Covers(permission, GlobalRoles(in _globalWord)) || (_own is not null && _own.Permissions.Covers(permission, OwnRoles(in _ownWord)));

    /// <summary>A tenant's own role hides the global one of its name.</summary>
    public bool Has(string role) =>
        _own?.NumberOf(role) is >= 0 and var own ? RoleBits.Has(OwnRoles(in _ownWord), own)
        : _global.NumberOf(role) is >= 0 and var global && RoleBits.Has(GlobalRoles(in _globalWord), global);

    /// <summary>Writes the wide form into a set of as many words as it has (<see cref="RoleSet.WordsFor"/>).</summary>
    public void CopyTo(Span<ulong> words)
    {
        if (!_wide.IsEmpty)
        {
            _wide.CopyTo(words);
            return;
        }

        if (_global.Words > 0)
            words[0] = _globalWord;
        if (_own is { Words: > 0 })
            words[_global.Words] = _ownWord;
    }

    /// <summary>Adds the keys of which <see cref="Has"/> says yes.</summary>
    public void AddKeys(ISet<string> keys)
    {
        var held = Keys;
        while (held.TryNext(out var key))
            keys.Add(key);
    }

    /// <summary>Adds the patterns of all of them.</summary>
    public void AddPatterns(ISet<string> patterns)
    {
        for (var number = 0; number < _global.Count; number++)
        {
            if (RoleBits.Has(GlobalRoles(in _globalWord), number))
                patterns.UnionWith(_global.PatternsOf(number));
        }

        for (var number = 0; number < (_own?.Count ?? 0); number++)
        {
            if (RoleBits.Has(OwnRoles(in _ownWord), number))
                patterns.UnionWith(_own!.PatternsOf(number)); // Not null: the loop ran.
        }
    }

    /// <summary>A word of the wide form.</summary>
    internal ulong WordAt(int word)
    {
        if (!_wide.IsEmpty)
            return _wide[word];
        if (word == 0 && _global.Words > 0)
            return _globalWord;
        return word == _global.Words ? _ownWord : 0;
    }

    /// <summary>The key of a role by its place in the wide form; null when the tenant hides it.</summary>
    internal string? KeyOf(int word, int bit)
    {
        if (word >= _global.Words)
            return _own?.KeyOf(((word - _global.Words) << 6) + bit);
        var key = _global.KeyOf((word << 6) + bit);
        return _own?.NumberOf(key) is >= 0 ? null : key;
    }

    // A word is taken by reference to make a span of it; the reference is to a field of the caller's own view, which outlives the call.
    private ReadOnlySpan<ulong> GlobalRoles(ref readonly ulong word) => _wide.IsEmpty ? new ReadOnlySpan<ulong>(in word) : _wide[.._global.Words];

    private ReadOnlySpan<ulong> OwnRoles(ref readonly ulong word) => _wide.IsEmpty ? new ReadOnlySpan<ulong>(in word) : _wide[_global.Words..];
}
