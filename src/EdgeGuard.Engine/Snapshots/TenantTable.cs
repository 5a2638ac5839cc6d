using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Tenants by hash and by ordinal, with how many users and groups each has. Persistent.</summary>
internal sealed class TenantTable
{
    private readonly PagedTable<Hash128, HashPlacing> _byHash;
    private readonly PagedArray<TenantRow?> _rows;
    private readonly PagedArray<TenantUse> _uses;
    private readonly OrdinalPool _ordinals;

    public TenantTable()
        : this(new(), new(7), new(7), new())
    {
    }

    private TenantTable(PagedTable<Hash128, HashPlacing> byHash, PagedArray<TenantRow?> rows, PagedArray<TenantUse> uses, OrdinalPool ordinals)
    {
        _byHash = byHash;
        _rows = rows;
        _uses = uses;
        _ordinals = ordinals;
    }

    public int Count => _ordinals.Count;

    public TenantTable Thaw(long owner) => new(_byHash.Thaw(owner), _rows.Thaw(owner), _uses.Thaw(owner), _ordinals.Thaw(owner));

    public TenantRow? Find(Hash128 hash) => _byHash.Find(hash) is not 0 and var value ? _rows[(int)value - 1] : null;

    /// <summary>The tenant at an ordinal in use.</summary>
    public TenantRow At(int ordinal) => _rows[ordinal]!; // Not null: ordinals in use come from rows that are in.

    /// <summary>The tenant above; null for a root. From any tenant at most <see cref="StateLimits.MaxTenantDepth"/> steps lead to a root.</summary>
    public TenantRow? Above(TenantRow tenant) => tenant.Parent < 0 ? null : At(tenant.Parent);

    /// <summary>True when <paramref name="tenant"/> is the one at <paramref name="ordinal"/> or lies below it.</summary>
    public bool IsAtOrAbove(int ordinal, TenantRow tenant)
    {
        for (var at = tenant; at is not null; at = Above(at))
        {
            if (at.Ordinal == ordinal)
                return true;
        }

        return false;
    }

    public TenantUse UseOf(int ordinal) => _uses[ordinal];

    public IEnumerable<TenantRow> All()
    {
        for (var ordinal = 0; ordinal < _ordinals.End; ordinal++)
        {
            if (_rows[ordinal] is { } row)
                yield return row;
        }
    }

    public int TakeOrdinal() => _ordinals.Take();

    public void Put(TenantRow row)
    {
        _byHash.Set(row.Hash, (uint)row.Ordinal + 1);
        _rows.Own(row.Ordinal) = row;
    }

    public void Remove(TenantRow row)
    {
        _byHash.Remove(row.Hash);
        _rows.Own(row.Ordinal) = null;
        _ordinals.Return(row.Ordinal);
    }

    public void AddUse(int ordinal, int users = 0, int groups = 0, int assignments = 0, int grants = 0)
    {
        ref var use = ref _uses.Own(ordinal);
        use += new TenantUse(users, groups, assignments, grants);
    }

    /// <summary>Counts grants in a tenant, and places of its resources: it stays while there are any.</summary>
    public void AddGrants(int ordinal, int count) => AddUse(ordinal, grants: count);
}
