using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// The groups that a user is in: those of its group set, and those that they are nested in, each once. Allocates nothing once
/// <see cref="GroupClosures"/> has seen the combination.
/// </summary>
internal ref struct MemberGroups
{
    private readonly ReadOnlySpan<int> _all;
    private GroupSetCode.Reader _own;
    private int _next;

    /// <param name="model">Where they are.</param>
    /// <param name="set">Number of the group set.</param>
    /// <param name="home">Its tenant.</param>
    public MemberGroups(SnapshotModel model, int set, TenantRow home)
    {
        _own = model.GroupSets.Groups(set);
        _all = home.Closures is { } closures ? closures.Of(model, set) : [];
    }

    /// <summary>The next group's ordinal; false after the last.</summary>
    public bool TryNext(out int group)
    {
        if (_all.IsEmpty)
            return _own.TryNext(out group);

        if (_next == _all.Length)
        {
            group = 0;
            return false;
        }

        group = _all[_next++];
        return true;
    }

    /// <summary>True when the group at that ordinal is one of those that have not come yet.</summary>
    public bool Contains(int group)
    {
        if (!_all.IsEmpty)
            return _all[_next..].BinarySearch(group) >= 0;

        var own = _own;
        while (own.TryNext(out var next))
        {
            if (next == group)
                return true;
        }

        return false;
    }
}
