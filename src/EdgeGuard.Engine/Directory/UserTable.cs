using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// Users by ordinal, and every key by which one is found. Persistent. What an ordinary decision reads of a user lies in the slot of its id
/// (<see cref="UserSlot"/>); the slot of an alias says where that is, for good, so that a change of a user writes one page however many
/// aliases it has. Group set, id, not-before, number of aliases and extras lie apart.
/// </summary>
internal sealed class UserTable
{
    /// <summary>As many as the slots can number.</summary>
    public const int MaxUsers = (1 << (32 - UserSlot.OrdinalShift)) - 1;

    /// <summary>Logarithm of the users in a page of ids.</summary>
    public const int IdPageBits = 6;

    private const uint Flags = (1u << UserSlot.OrdinalShift) - 1;

    // The value is made and read by UserSlot. The memo of an alias is the bearing of the id (KeyParts.Bearing), never what readers remember.
    private KeyTable _keys;
    private PagedArray<int> _sets;
    private PagedArray<Hash128> _ids;
    private PagedArray<long> _notBefore;
    private PagedArray<ushort> _aliases;
    private PagedArray<UserExtras?> _extras;
    private OrdinalPool _ordinals;

    public UserTable()
        : this(new(), new(6), new(IdPageBits), new(6), new(8), new(5), new())
    {
    }

    private UserTable(
        KeyTable keys,
        PagedArray<int> sets,
        PagedArray<Hash128> ids,
        PagedArray<long> notBefore,
        PagedArray<ushort> aliases,
        PagedArray<UserExtras?> extras,
        OrdinalPool ordinals)
    {
        _keys = keys;
        _sets = sets;
        _ids = ids;
        _notBefore = notBefore;
        _aliases = aliases;
        _extras = extras;
        _ordinals = ordinals;
    }

    public int Count => _ordinals.Count;

    /// <summary>All ordinals are below it.</summary>
    public int End => _ordinals.End;

    public UserTable Thaw(long owner) =>
        new(
            _keys.Thaw(owner), _sets.Thaw(owner), _ids.Thaw(owner), _notBefore.Thaw(owner), _aliases.Thaw(owner), _extras.Thaw(owner),
            _ordinals.Thaw(owner));

    /// <summary>Where a key would be; look there with <see cref="Find(in KeyProbe)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyProbe Probe(Hash128 key) => _keys.Probe(key);

    /// <summary>The user found by any key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UserSlot Find(in KeyProbe probe)
    {
        ref var slot = ref probe.Find();
        return Unsafe.IsNullRef(ref slot) || (slot.Value & UserSlot.AliasBit) == 0 ? new UserSlot(ref slot) : Follow(ref slot);
    }

    /// <summary>For a builder that is about to write the user of that id: asks for what it will copy, before it waits for anything else.</summary>
    public void Prefetch(Hash128 id) => _keys.Prefetch(id);

    /// <summary>What is known of a key, without its user's table.</summary>
    public UserEntry EntryOf(Hash128 key) => new(_keys.Find(key));

    /// <summary>The user found by any key; −1 for none.</summary>
    public int FindByKey(Hash128 key) => EntryOf(key).Ordinal;

    /// <summary>The user of that id; −1 for none, also when the hash is an alias.</summary>
    public int FindById(Hash128 id) => EntryOf(id) is { IsAlias: false } entry ? entry.Ordinal : -1;

    /// <summary>The user whose alias this is; −1 for none, also when the hash is a user's id.</summary>
    public int FindByAlias(Hash128 alias) => EntryOf(alias) is { IsAlias: true } entry ? entry.Ordinal : -1;

    /// <summary>Number of the user's group set.</summary>
    public int SetOf(int ordinal) => _sets[ordinal];

    public bool IsActive(int ordinal) => EntryOf(_ids[ordinal]).Active;

    public Hash128 IdOf(int ordinal) => _ids[ordinal];

    public long NotBeforeOf(int ordinal) => _notBefore[ordinal];

    public int AliasesOf(int ordinal) => _aliases[ordinal];

    /// <summary>What the user has beside keys and groups; null for nothing.</summary>
    public UserExtras? ExtrasOf(int ordinal) => _extras[ordinal];

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
            if (new UserEntry(value) is { IsAlias: true } entry)
                yield return (key, entry.Ordinal);
        }
    }

    /// <summary>
    /// Every key after <paramref name="key"/> (all after the default one) and its user's ordinal, −1 for an alias, in an order that the keys
    /// alone decide.
    /// </summary>
    public IEnumerable<(Hash128 Key, int User)> After(Hash128 key) =>
        _keys.After(key).Select(pair => (pair.Key, new UserEntry(pair.Value) is { IsAlias: false } entry ? entry.Ordinal : -1));

    /// <summary>Every key, the ordinal of its user, and whether it is an alias; in the same order.</summary>
    public IEnumerable<(Hash128 Key, int User, bool IsAlias)> Keys()
    {
        foreach (var (key, value) in _keys.After(default))
        {
            var entry = new UserEntry(value);
            yield return (key, entry.Ordinal, entry.IsAlias);
        }
    }

    /// <summary>How many keys there are.</summary>
    public int KeyCount => _keys.Count;

    public int Add(Hash128 id, int set)
    {
        var ordinal = _ordinals.Take();
        _keys.Set(id, ValueOf(ordinal));
        _ids.Own(ordinal) = id;
        _sets.Own(ordinal) = set;
        return ordinal;
    }

    /// <summary>The rows of users as <see cref="Fill(int, UserPages)"/> takes them over. Reads nothing that changes.</summary>
    public UserPages PagesOf(ReadOnlySpan<Hash128> ids, ReadOnlySpan<int> sets) => new(_ids.PagesOf(ids), _sets.PagesOf(sets));

    /// <summary>Takes over the rows of whole pages of users. Their numbers are taken, and their keys are put, by <see cref="Fill(int, KeyPages)"/>.</summary>
    public void Fill(int first, UserPages pages)
    {
        _ids.SetPages(first, pages.Ids);
        _sets.SetPages(first, pages.Sets);
    }

    /// <summary>The not-before mark of one of these users, which is not 0.</summary>
    public void FillNotBefore(int ordinal, long notBefore) => _notBefore.Own(ordinal) = notBefore;

    /// <summary>One alias more of one of these users; false when it has too many.</summary>
    public bool TryFillAlias(int ordinal) => ++_aliases.Own(ordinal) != 0;

    /// <summary>Takes the numbers of all users and takes over their keys; there were none before.</summary>
    public void Fill(int users, KeyPages keys)
    {
        _ordinals.TakeFirst(users);
        _keys.Fill(keys);
    }

    /// <summary>What the slot of a key holds, flags aside.</summary>
    public static uint ValueOf(int ordinal) => (uint)(ordinal + 1) << UserSlot.OrdinalShift;

    /// <summary>The flags in the slot of a user's id.</summary>
    public static byte StatusOf(bool active, bool notBefore) => (byte)((active ? UserSlot.ActiveBit : 0) | (notBefore ? UserSlot.NotBeforeBit : 0));

    /// <param name="id">The user's id, which the caller knows: to look it up would cost a cache miss.</param>
    /// <param name="ordinal">Its ordinal.</param>
    /// <param name="active">Whether it may do anything.</param>
    /// <param name="notBefore">Its mark, or 0.</param>
    public void SetStatus(Hash128 id, int ordinal, bool active, long notBefore)
    {
        SetFlags(id, UserSlot.ActiveBit | UserSlot.NotBeforeBit, (active ? UserSlot.ActiveBit : 0) | (notBefore != 0 ? UserSlot.NotBeforeBit : 0));
        if (_notBefore[ordinal] != notBefore)
            _notBefore.Own(ordinal) = notBefore;
    }

    /// <summary>Says that the user's groups are others, those of <paramref name="set"/>, which may have the same number as before.</summary>
    public void SetGroups(Hash128 id, int ordinal, int set)
    {
        _keys.Own(id).Memo = 0;
        if (_sets[ordinal] != set)
            _sets.Own(ordinal) = set;
    }

    /// <summary>Replaces what <see cref="ExtrasOf"/> gives.</summary>
    public void SetExtras(int ordinal, UserExtras extras)
    {
        SetFlags(_ids[ordinal], UserSlot.RightsBit, extras.HasRights ? UserSlot.RightsBit : 0);
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
        if (_notBefore[ordinal] != 0)
            _notBefore.Own(ordinal) = 0;
        _ordinals.Return(ordinal);
    }

    public void AddAlias(Hash128 alias, int ordinal)
    {
        _keys.Set(alias, ValueOf(ordinal) | UserSlot.AliasBit, new KeyParts(_ids[ordinal]).Bearing);
        _aliases.Own(ordinal)++;
    }

    public void RemoveAlias(Hash128 alias, int ordinal)
    {
        _keys.Remove(alias);
        _aliases.Own(ordinal)--;
    }

    /// <summary>The user to which an alias leads: the slot near its bearing that has its ordinal.</summary>
    private UserSlot Follow(ref KeySlot alias) => new(ref _keys.Near(alias.Memo, alias.Value & ~Flags, ~Flags | UserSlot.AliasBit));

    private void SetFlags(Hash128 id, uint flags, uint value)
    {
        if ((_keys.Find(id) & flags) == value)
            return;
        ref var slot = ref _keys.Own(id);
        slot.Value = (slot.Value & ~flags) | value;
    }
}
