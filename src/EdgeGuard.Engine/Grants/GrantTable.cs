using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Grants;

/// <summary>Grant lists by key and by ordinal. Persistent.</summary>
internal sealed class GrantTable
{
    private readonly PagedTable<Hash128, HashPlacing> _byKey;
    private PagedArray<GrantList?> _lists;
    private OrdinalPool _ordinals;

    public GrantTable()
        : this(new(), new(5), new())
    {
    }

    private GrantTable(PagedTable<Hash128, HashPlacing> byKey, PagedArray<GrantList?> lists, OrdinalPool ordinals)
    {
        _byKey = byKey;
        _lists = lists;
        _ordinals = ordinals;
    }

    public GrantTable Thaw(long owner) => new(_byKey.Thaw(owner), _lists.Thaw(owner), _ordinals.Thaw(owner));

    /// <summary>The ordinal of a list; −1 when there is none of that key.</summary>
    public int Find(Hash128 key) => (int)_byKey.Find(key) - 1;

    /// <summary>The list at an ordinal in use.</summary>
    public GrantList At(int ordinal) => _lists[ordinal]!; // Not null: ordinals in use come from lists that are in.

    public int Add(Hash128 key, GrantList list)
    {
        var ordinal = _ordinals.Take();
        _byKey.Set(key, (uint)ordinal + 1);
        _lists.Own(ordinal) = list;
        return ordinal;
    }

    public void Replace(int ordinal, GrantList list) => _lists.Own(ordinal) = list;

    public void Remove(Hash128 key, int ordinal)
    {
        _byKey.Remove(key);
        _lists.Own(ordinal) = null;
        _ordinals.Return(ordinal);
    }
}
