using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent array of small entries, which say where pages are: a tree of four levels, each node with 16 below it but for the root, which
/// has one reference for 4,096 entries. A builder's copy (<see cref="Thaw"/>) shares everything and copies the way to a leaf the first
/// time it writes there: three nodes of about 150 bytes and the root (under a KiB at ten million users). Entries never written are defaults.
/// A struct so that a reader does not go through one more object; it lives in the field of one table and is never copied otherwise.
/// </summary>
internal struct PageDirectory<TEntry>(long owner)
    where TEntry : struct
{
    private const int FanBits = 4;
    private const int Fan = 1 << FanBits;
    private const int LimbBits = 3 * FanBits;

    private Limb[] _root = [];
    private bool _rootOwned;

    /// <summary>The builder that may write here.</summary>
    public long Owner { get; } = owner;

    /// <summary>A copy for one builder.</summary>
    public readonly PageDirectory<TEntry> Thaw(long builder) => new(builder) { _root = _root };

    /// <summary>True where an entry may have been written; <see cref="At"/> may be called there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Holds(int index) => (uint)(index >> LimbBits) < (uint)_root.Length;

    /// <summary>The entry for readers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly TEntry At(int index) => ref LeafAt(index).Entries[index & (Fan - 1)];

    /// <summary>The entry, writable.</summary>
    public ref TEntry Own(int index) => ref Own(index, out _);

    /// <summary>The entry, writable.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="first">Whether this builder asks for it for the first time: what it refers to is then still shared.</param>
    public ref TEntry Own(int index, out bool first)
    {
        var leaf = OwnLeaf(index);
        var bit = 1L << (index & (Fan - 1));
        first = (leaf.Marks & bit) == 0;
        leaf.Marks |= bit;
        return ref leaf.Entries[index & (Fan - 1)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Leaf LeafAt(int index) =>
        _root[index >> LimbBits].Branches[(index >> (2 * FanBits)) & (Fan - 1)].Leaves[(index >> FanBits) & (Fan - 1)];

    private Leaf OwnLeaf(int index)
    {
        // What is owned hangs under what is owned. Nobody owns what is everyone's.
        if (Holds(index) && LeafAt(index) is { } known && known.Marks >> Fan == Owner && Owner != OwnerTokens.Shared)
            return known;

        ref var leaf = ref OwnBranch(index).Leaves[(index >> FanBits) & (Fan - 1)];
        leaf = new Leaf { Marks = Owner << Fan, Entries = leaf.Entries };
        return leaf;
    }

    private Branch OwnBranch(int index)
    {
        ref var branch = ref OwnLimb(index >> LimbBits).Branches[(index >> (2 * FanBits)) & (Fan - 1)];
        if (branch.Owner != Owner || Owner == OwnerTokens.Shared)
            branch = new Branch { Owner = Owner, Leaves = branch.Leaves };
        return branch;
    }

    private Limb OwnLimb(int number)
    {
        if (number >= _root.Length || !_rootOwned)
        {
            var root = new Limb[Math.Max(_root.Length, number + 1)];
            _root.CopyTo(root, 0);
            root.AsSpan(_root.Length).Fill(Limb.Empty);
            _root = root;
            _rootOwned = true;
        }

        ref var limb = ref _root[number];
        if (limb.Owner != Owner || Owner == OwnerTokens.Shared)
            limb = new Limb { Owner = Owner, Branches = limb.Branches };
        return limb;
    }

    private sealed class Leaf
    {
        public static readonly Leaf Empty = new();

        /// <summary>The owner; below it a bit for each entry that the owner has asked for.</summary>
        public long Marks;
        public LeafEntries Entries;
    }

    private sealed class Branch
    {
        public static readonly Branch Empty = MakeEmpty();

        public long Owner;
        public BranchLeaves Leaves;

        private static Branch MakeEmpty()
        {
            var made = new Branch();
            ((Span<Leaf>)made.Leaves).Fill(Leaf.Empty);
            return made;
        }
    }

    private sealed class Limb
    {
        public static readonly Limb Empty = MakeEmpty();

        public long Owner;
        public LimbBranches Branches;

        private static Limb MakeEmpty()
        {
            var made = new Limb();
            ((Span<Branch>)made.Branches).Fill(Branch.Empty);
            return made;
        }
    }

    [InlineArray(Fan)]
    private struct LeafEntries
    {
        private TEntry _first;
    }

    [InlineArray(Fan)]
    private struct BranchLeaves
    {
        private Leaf _first;
    }

    [InlineArray(Fan)]
    private struct LimbBranches
    {
        private Branch _first;
    }
}
