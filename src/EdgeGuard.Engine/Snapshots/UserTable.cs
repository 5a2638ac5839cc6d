using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// Users by ordinal, and every key by which one is found. Persistent. What a decision reads of a user is one 32-bit word in a dense
/// array; the id, not-before and the number of aliases lie apart.
/// </summary>
internal sealed class UserTable
{
    private const uint ActiveBit = 1;
    private const uint NotBeforeBit = 2;
    private const uint ExtrasBit = 4;
    private const uint RightsBit = 8;
    private const int SetShift = 4;
    private const uint BitMask = (1u << SetShift) - 1;

    // Key → ordinal + 1, and in the lowest bit whether the key is an alias.
    private readonly PagedTable<Hash128, HashPlacing> _keys;
    private readonly PagedArray<uint> _words;
    private readonly PagedArray<Hash128> _ids;
    private readonly PagedArray<long> _notBefore;
    private readonly PagedArray<ushort> _aliases;
    private readonly PagedArray<UserExtras?> _extras;
    private readonly OrdinalPool _ordinals;

    public UserTable()
        : this(new(), new(9), new(6), new(7), new(9), new(7), new())
    {
    }

    private UserTable(
        PagedTable<Hash128, HashPlacing> keys,
        PagedArray<uint> words,
        PagedArray<Hash128> ids,
        PagedArray<long> notBefore,
        PagedArray<ushort> aliases,
        PagedArray<UserExtras?> extras,
        OrdinalPool ordinals)
    {
        _keys = keys;
        _words = words;
        _ids = ids;
        _notBefore = notBefore;
        _aliases = aliases;
        _extras = extras;
        _ordinals = ordinals;
    }

    public int Count => _ordinals.Count;

    public UserTable Thaw(long owner) =>
        new(
            _keys.Thaw(owner), _words.Thaw(owner), _ids.Thaw(owner), _notBefore.Thaw(owner), _aliases.Thaw(owner), _extras.Thaw(owner),
            _ordinals.Thaw(owner));

    /// <summary>The user found by any key; −1 for none.</summary>
    public int FindByKey(Hash128 key) => (int)(_keys.Find(key) >> 1) - 1;

    /// <summary>The user of that id; −1 for none, also when the hash is an alias.</summary>
    public int FindById(Hash128 id) => _keys.Find(id) is not 0 and var value && (value & 1) == 0 ? (int)(value >> 1) - 1 : -1;

    /// <summary>The user whose alias this is; −1 for none, also when the hash is a user's id.</summary>
    public int FindByAlias(Hash128 alias) => _keys.Find(alias) is var value && (value & 1) != 0 ? (int)(value >> 1) - 1 : -1;

    /// <summary>Status and group set in one read.</summary>
    public UserWord WordOf(int ordinal) => new(_words[ordinal]);

    public Hash128 IdOf(int ordinal) => _ids[ordinal];

    public long NotBeforeOf(int ordinal) => _notBefore[ordinal];

    public int AliasesOf(int ordinal) => _aliases[ordinal];

    /// <summary>What the user has beside keys and groups; null for nothing.</summary>
    public UserExtras? ExtrasOf(int ordinal) => WordOf(ordinal).HasExtras ? _extras[ordinal] : null;

    /// <summary>Ordinals in use.</summary>
    public IEnumerable<int> All()
    {
        for (var ordinal = 0; ordinal < _ordinals.End; ordinal++)
        {
            if (!_ids[ordinal].IsNone)
                yield return ordinal;
        }
    }

    /// <summary>Every alias and its user's ordinal.</summary>
    public IEnumerable<(Hash128 Alias, int User)> AllAliases()
    {
        foreach (var (key, value) in _keys.All())
        {
            if ((value & 1) != 0)
                yield return (key, (int)(value >> 1) - 1);
        }
    }

    /// <summary>
    /// Every key after <paramref name="key"/> (all after the default one) and its user's ordinal, −1 for an alias, in an order that the keys
    /// alone decide.
    /// </summary>
    public IEnumerable<(Hash128 Key, int User)> After(Hash128 key) =>
        _keys.After(key).Select(pair => (pair.Key, (pair.Value & 1) == 0 ? (int)(pair.Value >> 1) - 1 : -1));

    public int Add(Hash128 id, int set)
    {
        var ordinal = _ordinals.Take();
        _keys.Set(id, (uint)(ordinal + 1) << 1);
        _ids.Own(ordinal) = id;
        _words.Own(ordinal) = (uint)set << SetShift;
        return ordinal;
    }

    public void SetStatus(int ordinal, bool active, long notBefore)
    {
        ref var word = ref _words.Own(ordinal);
        word = (word & ~(ActiveBit | NotBeforeBit)) | (active ? ActiveBit : 0) | (notBefore != 0 ? NotBeforeBit : 0);
        if (_notBefore[ordinal] != notBefore)
            _notBefore.Own(ordinal) = notBefore;
    }

    public void SetGroups(int ordinal, int set)
    {
        ref var word = ref _words.Own(ordinal);
        word = ((uint)set << SetShift) | (word & BitMask);
    }

    /// <summary>Replaces what <see cref="ExtrasOf"/> gives.</summary>
    public void SetExtras(int ordinal, UserExtras extras)
    {
        ref var word = ref _words.Own(ordinal);
        word = (word & ~(ExtrasBit | RightsBit)) | (extras.IsEmpty ? 0 : ExtrasBit) | (extras.HasRights ? RightsBit : 0);
        _extras.Own(ordinal) = extras.IsEmpty ? null : extras;
    }

    /// <summary>Counts grants that name the user: it stays while there are any.</summary>
    public void AddGrants(int ordinal, int count)
    {
        var extras = ExtrasOf(ordinal) ?? UserExtras.None;
        SetExtras(ordinal, extras with { Grants = extras.Grants + count });
    }

    public void Remove(int ordinal)
    {
        _keys.Remove(_ids[ordinal]);
        _ids.Own(ordinal) = default;
        _words.Own(ordinal) = 0;
        if (_notBefore[ordinal] != 0)
            _notBefore.Own(ordinal) = 0;
        _ordinals.Return(ordinal);
    }

    public void AddAlias(Hash128 alias, int ordinal)
    {
        _keys.Set(alias, ((uint)(ordinal + 1) << 1) | 1);
        _aliases.Own(ordinal)++;
    }

    public void RemoveAlias(Hash128 alias, int ordinal)
    {
        _keys.Remove(alias);
        _aliases.Own(ordinal)--;
    }

    /// <summary>The part of a user that decisions read.</summary>
    internal readonly struct UserWord(uint bits)
    {
        public bool Active => (bits & ActiveBit) != 0;

        public bool HasNotBefore => (bits & NotBeforeBit) != 0;

        /// <summary>Whether anything is kept apart for the user (<see cref="ExtrasOf"/>).</summary>
        public bool HasExtras => (bits & ExtrasBit) != 0;

        /// <summary>Whether roles or permissions are among it.</summary>
        public bool HasRights => (bits & RightsBit) != 0;

        /// <summary>Number of the group set.</summary>
        public int Set => (int)(bits >> SetShift);
    }
}
