using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// The groups that a user is in: those of its group set, and those that they are nested in. One may come more than once. Allocates
/// nothing once <see cref="GroupClosures"/> has seen the groups.
/// </summary>
internal ref struct MemberGroups
{
    private readonly GroupTable _groups;
    private readonly GroupClosures? _closures;
    private GroupSetCode.Reader _own;
    private ReadOnlySpan<int> _above;

    /// <param name="model">Where they are.</param>
    /// <param name="set">Number of the group set.</param>
    /// <param name="home">Its tenant.</param>
    public MemberGroups(SnapshotModel model, int set, TenantRow home)
    {
        _groups = model.Groups;
        _closures = home.Closures;
        _own = model.GroupSets.Groups(set);
    }

    /// <summary>The next group's ordinal; false after the last.</summary>
    public bool TryNext(out int group)
    {
        if (!_above.IsEmpty)
        {
            group = _above[0];
            _above = _above[1..];
            return true;
        }

        if (!_own.TryNext(out group))
            return false;
        if (_closures is not null)
            _above = _closures.Above(_groups, group);
        return true;
    }
}
