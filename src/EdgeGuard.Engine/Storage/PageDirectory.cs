using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// A persistent array of small entries, which say where pages are: leaves of 16 entries under branches of 32 leaves under one root. A
/// builder's copy (<see cref="Thaw"/>) shares everything and copies a leaf, its branch and the root the first time it writes there:
/// about half a KiB at any size that matters (the root holds one reference for 512 entries). Entries never written are defaults.
/// A struct so that a reader does not go through one more object; it lives in the field of one table and is never copied otherwise.
/// </summary>
internal struct PageDirectory<TEntry>(long owner)
    where TEntry : struct
{
    private const int LeafBits = 4;
    private const int LeafLength = 1 << LeafBits;
    private const int BranchBits = 5;
    private const int BranchLength = 1 << BranchBits;
    private const int LeafAndBranchBits = LeafBits + BranchBits;

    private Branch[] _root = [];
    private bool _rootOwned;

    /// <summary>The builder that may write here.</summary>
    public long Owner { get; } = owner;

    /// <summary>A copy for one builder.</summary>
    public readonly PageDirectory<TEntry> Thaw(long builder) => new(builder) { _root = _root };

    /// <summary>True where an entry may have been written; <see cref="At"/> may be called there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Holds(int index) => (uint)(index >> LeafAndBranchBits) < (uint)_root.Length;

    /// <summary>The entry for readers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref readonly TEntry At(int index) =>
        ref _root[index >> LeafAndBranchBits].Leaves[(index >> LeafBits) & (BranchLength - 1)].Entries[index & (LeafLength - 1)];

    /// <summary>The entry, writable.</summary>
    public ref TEntry Own(int index)
    {
        if (Holds(index))
        {
            // What is owned hangs under what is owned.
            var known = _root[index >> LeafAndBranchBits].Leaves[(index >> LeafBits) & (BranchLength - 1)];
            if (known.Owner == Owner && Owner != OwnerTokens.Shared)
                return ref known.Entries[index & (LeafLength - 1)];
        }

        ref var leaf = ref OwnBranch(index >> LeafAndBranchBits).Leaves[(index >> LeafBits) & (BranchLength - 1)];
        leaf = new Leaf { Owner = Owner, Entries = leaf.Entries };
        return ref leaf.Entries[index & (LeafLength - 1)];
    }

    private Branch OwnBranch(int number)
    {
        if (number >= _root.Length || !_rootOwned)
        {
            var root = new Branch[Math.Max(_root.Length, number + 1)];
            _root.CopyTo(root, 0);
            root.AsSpan(_root.Length).Fill(Branch.Empty);
            _root = root;
            _rootOwned = true;
        }

        ref var branch = ref _root[number];
        if (branch.Owner != Owner || Owner == OwnerTokens.Shared)
            branch = new Branch { Owner = Owner, Leaves = branch.Leaves };
        return branch;
    }

    private sealed class Leaf
    {
        public static readonly Leaf Empty = new();

        public long Owner;
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

    [InlineArray(LeafLength)]
    private struct LeafEntries
    {
        private TEntry _first;
    }

    [InlineArray(BranchLength)]
    private struct BranchLeaves
    {
        private Leaf _first;
    }
}
