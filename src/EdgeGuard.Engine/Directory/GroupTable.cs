using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>Groups by hash and by ordinal, with how many members each has. Persistent.</summary>
internal sealed class GroupTable
{
    private readonly PagedTable<Hash128, HashPlacing> _byHash;
    private PagedArray<GroupRow?> _rows;
    private PagedArray<GroupUse> _uses;
    private Heights _heights;
    private OrdinalPool _ordinals;

    public GroupTable()
        : this(new(), new(5), new(5), new(), new())
    {
    }

    private GroupTable(
        PagedTable<Hash128, HashPlacing> byHash, PagedArray<GroupRow?> rows, PagedArray<GroupUse> uses, Heights heights, OrdinalPool ordinals)
    {
        _byHash = byHash;
        _rows = rows;
        _uses = uses;
        _heights = heights;
        _ordinals = ordinals;
    }

    public int Count => _ordinals.Count;

    /// <summary>All ordinals are below it.</summary>
    public int End => _ordinals.End;

    public GroupTable Thaw(long owner) =>
        new(_byHash.Thaw(owner), _rows.Thaw(owner), _uses.Thaw(owner), _heights.Thaw(owner), _ordinals.Thaw(owner));

    /// <summary>The ordinal of a group; −1 when there is none of that hash.</summary>
    public int Find(Hash128 hash) => (int)_byHash.Find(hash) - 1;

    /// <summary>The group at an ordinal in use.</summary>
    public GroupRow At(int ordinal) => _rows[ordinal]!; // Not null: ordinals in use come from rows that are in.

    public int MembersOf(int ordinal) => _uses[ordinal].Members;

    /// <summary>Ordinal of the group's tenant.</summary>
    public int TenantOf(int ordinal) => _uses[ordinal].Tenant;

    /// <summary>Levels of groups inside one, on the longest way; 0 when none is nested in it.</summary>
    public int HeightOf(int ordinal) => _heights.Of(ordinal);

    public IEnumerable<GroupRow> All() => Ordinals().Select(At);

    /// <summary>Ordinals in use.</summary>
    public IEnumerable<int> Ordinals()
    {
        for (var ordinal = 0; ordinal < _ordinals.End; ordinal++)
        {
            if (_rows[ordinal] is not null)
                yield return ordinal;
        }
    }

    public void Add(GroupRow row)
    {
        var ordinal = _ordinals.Take();
        _byHash.Set(row.Id, (uint)ordinal + 1);
        _rows.Own(ordinal) = row;
        _uses.Own(ordinal) = new GroupUse(row.Tenant, 0);
    }

    /// <summary>Takes over the rows of a whole table, by ordinal; this one is empty. False when two have one id.</summary>
    public bool TryFill(ReadOnlySpan<GroupRow> rows, ReadOnlySpan<Hash128> ids)
    {
        _ordinals.TakeFirst(rows.Length);
        _rows.SetPages(0, _rows.PagesOf(rows!)); // None of them is null.
        for (var ordinal = 0; ordinal < rows.Length; ordinal++)
            _uses.Own(ordinal) = new GroupUse(rows[ordinal].Tenant, 0);
        return _byHash.Fill(ids).Count == 0;
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

    /// <summary>Nests a group in another, in which it is not yet, and which is not inside it.</summary>
    public void Nest(int parent, int child)
    {
        var inner = At(child);
        Replace(child, inner with { Parents = inner.Parents.Insert(~inner.Parents.BinarySearch(parent), parent) });
        var outer = At(parent);
        Replace(parent, outer with { Children = outer.Children + 1 });
        Raise(parent, -1, HeightOf(child));
    }

    /// <summary>Takes a group out of one that it is nested in.</summary>
    public void Unnest(int parent, int child)
    {
        var inner = At(child);
        Replace(child, inner with { Parents = inner.Parents.Remove(parent) });
        var outer = At(parent);
        Replace(parent, outer with { Children = outer.Children - 1 });
        Raise(parent, HeightOf(child), -1);
    }

    /// <summary>Asks for what <see cref="TenantOf"/> and <see cref="AddMembers"/> will read.</summary>
    public void Prefetch(int ordinal) => _uses.Prefetch(ordinal);

    public void AddMembers(int ordinal, int count)
    {
        ref var use = ref _uses.Own(ordinal);
        use = use with { Members = use.Members + count };
    }

    /// <summary>Tells a group, and those around it, of the new height of one that is nested in it, as far as it changes theirs.</summary>
    private void Raise(int group, int before, int after)
    {
        var own = HeightOf(group);
        _heights.Change(group, before, after);
        var raised = HeightOf(group);
        if (raised == own)
            return;

        // No deeper than groups may be nested.
        foreach (var parent in At(group).Parents)
            Raise(parent, own, raised);
    }
}
