using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// The distinct combinations of a tenant and groups of it, one of which each user has. A set lives as long as users refer to it
/// (counted), so there are never more sets than users, and its number is used again. Beside a set that several users have, readers keep
/// the roles that it gives (<see cref="RoleCell"/>), so that after a change of roles not every user's are worked out afresh. Persistent.
/// </summary>
/// <remarks>
/// About 26 bytes for a set of ten groups that no other user has, next to nothing per user for shared ones. Contents lie in runs of
/// <see cref="BlockLength"/> sets, as <see cref="GroupSetCode"/> writes them.
/// </remarks>
internal sealed class GroupSetTable
{
    /// <summary>Logarithm of <see cref="BlockLength"/>.</summary>
    public const int BlockBits = 4;

    /// <summary>Sets of one block, as <see cref="GroupSetCode"/> writes them one after the other.</summary>
    public const int BlockLength = 1 << BlockBits;

    // Two sets may share a fingerprint (one in a thousand at ten million sets); the later one goes under its other one.
    private const int Fingerprints = 2;

    private const int StackBytes = 512;

    private readonly Hash128 _fingerprintKey;
    private readonly PagedTable<uint, FingerprintPlacing> _byContent;
    private PageDirectory<Block> _blocks;
    private PagedArray<RoleCell> _roles;
    private OrdinalPool _ordinals;

    public GroupSetTable(Hash128 fingerprintKey)
        : this(fingerprintKey, new(), new PageDirectory<Block>(OwnerTokens.Shared), new(4), new())
    {
    }

    private GroupSetTable(
        Hash128 fingerprintKey,
        PagedTable<uint, FingerprintPlacing> byContent,
        PageDirectory<Block> blocks,
        PagedArray<RoleCell> roles,
        OrdinalPool ordinals)
    {
        _fingerprintKey = fingerprintKey;
        _byContent = byContent;
        _blocks = blocks;
        _roles = roles;
        _ordinals = ordinals;
    }

    /// <summary>Distinct sets in use.</summary>
    public int Sets => _ordinals.Count;

    /// <summary>All numbers of sets are below it.</summary>
    public int End => _ordinals.End;

    public GroupSetTable Thaw(long owner) => new(
        _fingerprintKey, _byContent.Thaw(owner), _blocks.Thaw(owner), _roles.Thaw(owner), _ordinals.Thaw(owner));

    /// <summary>The tenant of a set, and its groups added to <paramref name="groups"/> in ascending order.</summary>
    public int Read(int set, List<int> groups) => GroupSetCode.Read(Content(set), groups);

    public int TenantOf(int set) => GroupSetCode.ReadTenant(Content(set));

    /// <summary>How many users refer to a set.</summary>
    public uint UsersOf(int set)
    {
        Content(set, out var count);
        return count;
    }

    /// <summary>The groups of a set, without copying them.</summary>
    public GroupSetCode.Reader Groups(int set) => new(Content(set));

    /// <summary>A set as <see cref="GroupSetCode"/> writes it, and a keyed hash of that.</summary>
    public ReadOnlySpan<byte> ContentOf(int set, out ulong hash)
    {
        var content = Content(set);
        hash = FingerprintsOf(content);
        return content;
    }

    /// <summary>What <see cref="Remember"/> kept for the set under that stamp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(int set, ulong stamp, out ulong roles)
    {
        if (_roles.PageOf(set) is { } page)
            return RoleCell.TryRead(ref page[set & (page.Length - 1)], stamp, out roles);
        roles = 0;
        return false;
    }

    /// <summary>Keeps the roles of a set for later readers of this and the following snapshots.</summary>
    public void Remember(int set, ulong stamp, ulong roles)
    {
        if (_roles.PageOf(set) is { } page)
            RoleCell.Write(ref page[set & (page.Length - 1)], stamp, roles);
    }

    /// <summary>The number of the set of these groups, with one more reference to it.</summary>
    /// <param name="tenant">Ordinal of the tenant.</param>
    /// <param name="groups">Ordinals in ascending order, none twice.</param>
    public int Acquire(int tenant, List<int> groups)
    {
        var room = GroupSetCode.MaxLength(groups.Count);
        var buffer = room <= StackBytes ? stackalloc byte[StackBytes] : new byte[room];
        var content = buffer[..GroupSetCode.Write(buffer, tenant, groups)];
        var set = Find(content, FingerprintsOf(content), out var vacant);
        if (set >= 0)
        {
            Share(set);
            return set;
        }

        set = _ordinals.Take();
        Put(set, content, vacant);
        return set;
    }

    /// <summary>
    /// Moves one reference from <paramref name="old"/> to the set of these groups and gives its number, which is the old one when no
    /// one else had the old set and no one has the new one: a member of its own set changes little else.
    /// </summary>
    public int Exchange(int old, int tenant, List<int> groups)
    {
        var room = GroupSetCode.MaxLength(groups.Count);
        var buffer = room <= StackBytes ? stackalloc byte[StackBytes] : new byte[room];
        var content = buffer[..GroupSetCode.Write(buffer, tenant, groups)];
        var oldHash = FingerprintsOf(Content(old, out var count));
        var hash = FingerprintsOf(content);
        // Both pages will mostly be written: their misses overlap.
        if (count == 1)
            _byContent.Prefetch((uint)oldHash);
        _byContent.Prefetch((uint)hash);

        var set = Find(content, hash, out var vacant);
        if (set == old)
            return old;
        if (set < 0 && count == 1)
        {
            Forget(old, oldHash);
            Put(old, content, vacant);
            return old;
        }

        if (set >= 0)
            Share(set);
        else
            Put(set = _ordinals.Take(), content, vacant);
        Release(old);
        return set;
    }

    /// <summary>One reference fewer; the last one frees the number.</summary>
    public void Release(int set)
    {
        var content = Content(set, out var count);
        if (count > 1)
        {
            Count(set, -1);
            return;
        }

        Forget(set, FingerprintsOf(content));
        Write(set, count: 0, []);
        Unkeep(set);
        _ordinals.Return(set);
    }

    /// <summary>The first fingerprint of a set, for <see cref="TryFill"/>. Reads nothing that changes.</summary>
    public uint FingerprintOf(ReadOnlySpan<byte> content) => (uint)FingerprintsOf(content);

    /// <summary>Takes over the blocks of a whole table; this one is empty. False when two sets are one.</summary>
    /// <param name="blocks">Blocks of <see cref="BlockLength"/> entries each, in the last one zeros for those that there are not.</param>
    /// <param name="fingerprints">The first fingerprint of each set.</param>
    /// <param name="isShared">Whether a block has sets of several users.</param>
    public bool TryFill(ReadOnlySpan<byte[]> blocks, ReadOnlySpan<uint> fingerprints, ReadOnlySpan<bool> isShared)
    {
        _ordinals.TakeFirst(fingerprints.Length);
        for (var i = 0; i < blocks.Length; i++)
        {
            _blocks.Own(i) = new Block { Bytes = blocks[i] };
            if (isShared[i])
                _roles.Own(i << BlockBits) = default;
        }

        foreach (var set in _byContent.Fill(fingerprints))
        {
            var content = Content(set);
            if (Find(content, FingerprintsOf(content), out var vacant) >= 0)
                return false;
            if (vacant != 0)
                _byContent.Set(vacant, (uint)set + 1);
        }

        return true;
    }

    /// <summary>The number of the set of that content, or −1 and the first fingerprint under which it could be put (0 for none).</summary>
    private int Find(ReadOnlySpan<byte> content, ulong hash, out uint vacant)
    {
        vacant = 0;
        for (var attempt = 0; attempt < Fingerprints; attempt++)
        {
            var fingerprint = (uint)(hash >> (32 * attempt));
            var value = _byContent.Find(fingerprint);
            if (value != 0 && Content((int)value - 1).SequenceEqual(content))
                return (int)value - 1;
            if (value == 0 && vacant == 0)
                vacant = fingerprint;
        }

        return -1;
    }

    private void Put(int set, ReadOnlySpan<byte> content, uint fingerprint)
    {
        Write(set, count: 1, content);
        Unkeep(set);
        // With all its fingerprints taken (one in a million at ten million sets) a set is merely not shared.
        if (fingerprint != 0)
            _byContent.Set(fingerprint, (uint)set + 1);
    }

    /// <summary>One reference more, so there are several, and a place for the roles.</summary>
    private void Share(int set)
    {
        Count(set, 1);
        if (_roles.PageOf(set) is null)
            _roles.Own(set) = default;
    }

    /// <summary>Drops the roles kept for what the number stood for.</summary>
    private void Unkeep(int set)
    {
        if (_roles.PageOf(set) is not null)
            _roles.Own(set) = default;
    }

    /// <summary>Takes the set out of those that are found by content.</summary>
    private void Forget(int set, ulong hash)
    {
        for (var attempt = 0; attempt < Fingerprints; attempt++)
        {
            var fingerprint = (uint)(hash >> (32 * attempt));
            if (_byContent.Find(fingerprint) == (uint)set + 1)
            {
                _byContent.Remove(fingerprint);
                return;
            }
        }
    }

    private void Count(int set, int more)
    {
        var content = Content(set, out var count);
        Write(set, (uint)(count + more), content);
    }

    /// <summary>Both fingerprints of a set.</summary>
    private ulong FingerprintsOf(ReadOnlySpan<byte> content) => SipHash128.Compute(_fingerprintKey, content).Low;

    private ReadOnlySpan<byte> Content(int set) => Content(set, out _);

    private ReadOnlySpan<byte> Content(int set, out uint count) =>
        GroupSetCode.Entry(_blocks.Holds(set >> BlockBits) ? _blocks.At(set >> BlockBits).Bytes : default, set & (BlockLength - 1), out count);

    private void Write(int set, uint count, ReadOnlySpan<byte> content)
    {
        ref var block = ref _blocks.Own(set >> BlockBits);
        // Never written in place: what another builder shares and what this one has copied need not be told apart.
        block = new Block { Bytes = GroupSetCode.WithEntry(block.Bytes ?? new byte[BlockLength], set & (BlockLength - 1), count, content) };
    }

    /// <summary><see cref="BlockLength"/> sets one after the other; nothing where none was ever put.</summary>
    private struct Block
    {
        public byte[]? Bytes;
    }
}
