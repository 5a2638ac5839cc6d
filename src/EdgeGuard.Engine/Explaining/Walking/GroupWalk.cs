using System.Collections.Immutable;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>The groups that a user is in, each once, with how it comes to be in them: those nearest to it first.</summary>
internal sealed class GroupWalk
{
    private const int Typical = 16;

    private readonly List<(GroupRow Row, int Ordinal, int Inside)> _groups;

    /// <param name="model">Where they are.</param>
    /// <param name="set">Number of the user's group set.</param>
    public GroupWalk(SnapshotModel model, int set)
    {
        _groups = new List<(GroupRow, int, int)>(Typical);
        var own = model.GroupSets.Groups(set);
        while (own.TryNext(out var group))
            _groups.Add((model.Groups.At(group), group, -1));

        HashSet<int>? known = null;
        for (var i = 0; i < _groups.Count; i++)
        {
            foreach (var parent in _groups[i].Row.Parents)
            {
                known ??= [.. _groups.Select(group => group.Ordinal)];
                if (known.Add(parent))
                    _groups.Add((model.Groups.At(parent), parent, i));
            }
        }
    }

    private GroupWalk() => _groups = [];

    public static GroupWalk Empty { get; } = new();

    public int Count => _groups.Count;

    public GroupRow this[int index] => _groups[index].Row;

    public int OrdinalOf(int index) => _groups[index].Ordinal;

    /// <summary>From the group that the user is a member of to the one at <paramref name="index"/>; empty for a negative index.</summary>
    public ImmutableArray<Hash128> ChainTo(int index)
    {
        if (index < 0)
            return [];
        var chain = new List<Hash128>();
        for (var at = index; at >= 0; at = _groups[at].Inside)
            chain.Add(_groups[at].Row.Id);
        chain.Reverse();
        return [.. chain];
    }
}
