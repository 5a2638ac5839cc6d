namespace EdgeGuard.Engine.Directory;

/// <summary>Where groups lie in the nestings of a builder's table: what is above what, and how deep. Belongs to one builder.</summary>
internal sealed class GroupPlaces(GroupTable groups)
{
    // A load brings nestings by the thousand: most look at groups whose depth is known from those before.
    private readonly Dictionary<int, int> _depths = [];

    /// <summary>True when <paramref name="outer"/> is around <paramref name="inner"/>, directly or through others.</summary>
    public bool IsAbove(int outer, int inner)
    {
        // What is around a group has more levels inside; most nestings of a load join groups of which one has nothing on that side.
        var height = groups.HeightOf(outer);
        if (height <= groups.HeightOf(inner) || groups.At(inner).Parents.IsEmpty)
            return false;

        var seen = new HashSet<int>();
        var open = new Stack<int>([inner]);
        while (open.TryPop(out var group))
        {
            foreach (var parent in groups.At(group).Parents)
            {
                if (parent == outer)
                    return true;
                if (groups.HeightOf(parent) < height && seen.Add(parent))
                    open.Push(parent);
            }
        }

        return false;
    }

    /// <summary>Steps outwards from a group, on the longest way. Its own calls are no deeper than groups may be nested.</summary>
    public int DepthOf(int group)
    {
        var parents = groups.At(group).Parents;
        if (parents.IsEmpty)
            return 0;
        if (_depths.TryGetValue(group, out var depth))
            return depth;

        foreach (var parent in parents)
            depth = Math.Max(depth, DepthOf(parent) + 1);
        _depths.Add(group, depth);
        return depth;
    }

    /// <summary>The group is nested in others than before.</summary>
    public void Forget(int group)
    {
        if (groups.At(group).Children == 0)
            _depths.Remove(group);
        else
            _depths.Clear();
    }
}
