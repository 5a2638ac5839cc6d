using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// The nestings of one tenant: how many there are, and for each combination of groups that readers met, those groups and all that they
/// are in, directly or through others. A change of any nesting replaces it whole, in constant time. Filled without locks; thread-safe.
/// </summary>
internal sealed class GroupClosures(int nestings)
{
    // 16 MB for a tenant: room for some hundred thousand combinations of nested groups. Then it starts afresh, as a full MemoTable does.
    private const int MaxKept = 1 << 22;

    // What a combination takes beside its groups, in groups.
    private const int Overhead = 32;

    private Kept _kept = new();

    /// <summary>Nestings in the tenant.</summary>
    public int Nestings => nestings;

    /// <summary>Groups kept, and what the combinations take beside them.</summary>
    public int Count => Volatile.Read(ref Volatile.Read(ref _kept).Groups);

    /// <summary>Ordinals of the groups of a set and of all above them, ascending, each once; empty when none of them is nested.</summary>
    public ReadOnlySpan<int> Of(SnapshotModel model, int set)
    {
        if (!IsAnyNested(model, set))
            return [];

        // Found by content, because the number of a set may stand for another one in the next snapshot.
        var content = model.GroupSets.ContentOf(set, out var hash);
        if (Volatile.Read(ref _kept).Closures.Find(hash) is { } known && known.Content.AsSpan().SequenceEqual(content))
            return known.Groups;

        var closure = new Closure(content.ToArray(), Compute(model, set));
        Keep(hash, closure);
        return closure.Groups;
    }

    private static bool IsAnyNested(SnapshotModel model, int set)
    {
        var groups = model.GroupSets.Groups(set);
        while (groups.TryNext(out var group))
        {
            if (!model.Groups.At(group).Parents.IsEmpty)
                return true;
        }

        return false;
    }

    private static int[] Compute(SnapshotModel model, int set)
    {
        var closure = new HashSet<int>();
        var open = new Stack<int>();
        var own = model.GroupSets.Groups(set);
        while (own.TryNext(out var group))
        {
            closure.Add(group);
            open.Push(group);
        }

        while (open.TryPop(out var group))
        {
            foreach (var parent in model.Groups.At(group).Parents)
            {
                if (closure.Add(parent))
                    open.Push(parent);
            }
        }

        int[] sorted = [.. closure];
        Array.Sort(sorted);
        return sorted;
    }

    private void Keep(ulong hash, Closure closure)
    {
        var kept = Volatile.Read(ref _kept);
        var groups = closure.Groups.Length + (closure.Content.Length / sizeof(int)) + Overhead;
        if (Interlocked.Add(ref kept.Groups, groups) > MaxKept)
        {
            kept = new Kept { Groups = groups };
            Volatile.Write(ref _kept, kept);
        }

        kept.Closures.Add(hash, closure, MaxKept);
    }

    /// <param name="Content">The groups of the set, as <see cref="GroupSetCode"/> writes them.</param>
    /// <param name="Groups">These and all above them.</param>
    private sealed record Closure(byte[] Content, int[] Groups);

    private sealed class Kept
    {
        public int Groups;

        public MemoTable<Closure> Closures { get; } = new();
    }
}
