using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// What a decision reads of a user, all from one slot of the <see cref="KeyTable"/>: status, and the roles that readers worked out under a
/// tag (<see cref="Matching.RoleResults.Tag"/>), which no other state of any tenant has. Lives for one look-up.
/// </summary>
internal readonly ref struct UserSlot
{
    /// <summary>Bits of what is remembered under a tag.</summary>
    public const int MemoBits = 28;

    /// <summary>The slot is of an alias: no user's, but leads to one.</summary>
    public const uint AliasBit = 1;

    public const uint ActiveBit = 2;

    public const uint NotBeforeBit = 4;

    public const uint RightsBit = 8;

    /// <summary>Above the flags stands the ordinal + 1, so that the value is not 0.</summary>
    public const int OrdinalShift = 4;

    private readonly ref KeySlot _slot;

    public UserSlot(ref KeySlot slot) => _slot = ref slot;

    /// <summary>True when there is no such user.</summary>
    public bool IsNone => Unsafe.IsNullRef(ref _slot);

    public int Ordinal => (int)(_slot.Value >> OrdinalShift) - 1;

    public bool Active => (_slot.Value & ActiveBit) != 0;

    public bool HasNotBefore => (_slot.Value & NotBeforeBit) != 0;

    /// <summary>Whether roles or permissions are given to the user itself.</summary>
    public bool HasRights => (_slot.Value & RightsBit) != 0;

    /// <summary>True when it is an active user of which nothing else is to be known: no not-before mark, nothing given to it.</summary>
    public bool IsPlain => !IsNone && (_slot.Value & (AliasBit | ActiveBit | NotBeforeBit | RightsBit)) == ActiveBit;

    /// <summary>What <see cref="Remember"/> was told under that tag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(ulong tag, out uint memo)
    {
        var word = Volatile.Read(ref _slot.Memo);
        memo = (uint)word & ((1u << MemoBits) - 1);
        return word >> MemoBits == tag && tag != 0;
    }

    /// <summary>
    /// Keeps something for later readers of this and the following snapshots, in one write. A builder that changes the user's groups copies
    /// the page and forgets it; a change of the tenant's groups or of roles brings another tag.
    /// </summary>
    public void Remember(ulong tag, uint memo)
    {
        if (tag != 0)
            Volatile.Write(ref _slot.Memo, (tag << MemoBits) | memo);
    }
}
