using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// The nestings of one tenant: how many there are, and for each nested group that readers met, all groups that it is in, directly or
/// through others. A change of any nesting replaces it whole, in constant time. Filled without locks; thread-safe.
/// </summary>
internal sealed class GroupClosures(int nestings)
{
    // 4 MB for a tenant. What is longer together (a chain of 1,500 groups of which each is asked about) is found anew each time.
    private const int MaxKept = 1 << 20;

    private readonly MemoTable<int[]> _above = new();
    private int _kept;

    /// <summary>Nestings in the tenant.</summary>
    public int Nestings => nestings;

    /// <summary>Ordinals of all groups above <paramref name="group"/>, each once.</summary>
    public ReadOnlySpan<int> Above(GroupTable groups, int group) =>
        groups.At(group).Parents.IsEmpty ? [] : _above.Find((ulong)group) ?? Compute(groups, group);

    /// <summary>True when <paramref name="group"/> is <paramref name="other"/> or is above it.</summary>
    public static bool IsAtOrAbove(GroupTable groups, int group, int other) =>
        // Loads put most nestings where one of the two has none on that side yet, and then there is nothing to look through.
        group == other || (groups.At(group).Children > 0 && Closure(groups, other).Contains(group));

    private static HashSet<int> Closure(GroupTable groups, int group)
    {
        var above = new HashSet<int>();
        var open = new Stack<int>(groups.At(group).Parents);
        while (open.TryPop(out var next))
        {
            if (!above.Add(next))
                continue;
            foreach (var parent in groups.At(next).Parents)
                open.Push(parent);
        }

        return above;
    }

    private int[] Compute(GroupTable groups, int group)
    {
        int[] above = [.. Closure(groups, group)];
        if (Volatile.Read(ref _kept) + above.Length <= MaxKept)
        {
            Interlocked.Add(ref _kept, above.Length);
            _above.Add((ulong)group, above, MaxKept);
        }

        return above;
    }
}
