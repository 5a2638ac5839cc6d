using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>Groups by hash and by ordinal, with how many members each has. Persistent.</summary>
internal sealed class GroupTable
{
    private readonly PagedTable<Hash128, HashPlacing> _byHash;
    private readonly PagedArray<GroupRow?> _rows;
    private readonly PagedArray<int> _members;
    private readonly OrdinalPool _ordinals;

    public GroupTable()
        : this(new(), new(7), new(8), new())
    {
    }

    private GroupTable(PagedTable<Hash128, HashPlacing> byHash, PagedArray<GroupRow?> rows, PagedArray<int> members, OrdinalPool ordinals)
    {
        _byHash = byHash;
        _rows = rows;
        _members = members;
        _ordinals = ordinals;
    }

    public int Count => _ordinals.Count;

    public GroupTable Thaw(long owner) => new(_byHash.Thaw(owner), _rows.Thaw(owner), _members.Thaw(owner), _ordinals.Thaw(owner));

    /// <summary>The ordinal of a group; −1 when there is none of that hash.</summary>
    public int Find(Hash128 hash) => (int)_byHash.Find(hash) - 1;

    /// <summary>The group at an ordinal in use.</summary>
    public GroupRow At(int ordinal) => _rows[ordinal]!; // Not null: ordinals in use come from rows that are in.

    public int MembersOf(int ordinal) => _members[ordinal];

    public IEnumerable<GroupRow> All()
    {
        for (var ordinal = 0; ordinal < _ordinals.End; ordinal++)
        {
            if (_rows[ordinal] is { } row)
                yield return row;
        }
    }

    public void Add(GroupRow row)
    {
        var ordinal = _ordinals.Take();
        _byHash.Set(row.Id, (uint)ordinal + 1);
        _rows.Own(ordinal) = row;
    }

    public void Replace(int ordinal, GroupRow row) => _rows.Own(ordinal) = row;

    public void Remove(int ordinal)
    {
        _byHash.Remove(At(ordinal).Id);
        _rows.Own(ordinal) = null;
        _ordinals.Return(ordinal);
    }

    /// <summary>Counts grants that name the group: it stays while there are any.</summary>
    public void AddGrants(int ordinal, int count)
    {
        var row = At(ordinal);
        Replace(ordinal, row with { Grants = row.Grants + count });
    }

    public void AddMembers(int ordinal, int count) => _members.Own(ordinal) += count;
}
