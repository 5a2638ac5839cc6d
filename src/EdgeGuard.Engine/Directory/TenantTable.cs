using System.Diagnostics.CodeAnalysis;
using System.Text;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>Tenants by hash and by ordinal, with how many users and groups each has. Persistent.</summary>
internal sealed class TenantTable
{
    private readonly PagedTable<Hash128, HashPlacing> _byHash;
    private PagedArray<TenantRow?> _rows;
    private PagedArray<TenantUse> _uses;
    private Heights _heights;
    private OrdinalPool _ordinals;

    public TenantTable()
        : this(new(), new(5), new(5), new(), new())
    {
    }

    private TenantTable(
        PagedTable<Hash128, HashPlacing> byHash,
        PagedArray<TenantRow?> rows,
        PagedArray<TenantUse> uses,
        Heights heights,
        OrdinalPool ordinals)
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

    public static bool IsKey([NotNullWhen(true)] string? key) => key is { Length: > 0 and <= StateLimits.MaxTenantKey } && Ascii.IsValid(key);

    public TenantTable Thaw(long owner) => new(_byHash.Thaw(owner), _rows.Thaw(owner), _uses.Thaw(owner), _heights.Thaw(owner), _ordinals.Thaw(owner));

    public TenantRow? Find(Hash128 hash) => _byHash.Find(hash) is not 0 and var value ? _rows[(int)value - 1] : null;

    public TenantRow? FindByKey(DirectoryHasher hasher, string? key) => IsKey(key) ? Find(hasher.Tenant(key)) : null;

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

    /// <summary>True when the tenant or one above it is suspended.</summary>
    public bool IsSuspended(TenantRow tenant)
    {
        for (var at = tenant; at is not null; at = Above(at))
        {
            if (at.Suspended)
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

    /// <summary>Tenants above one.</summary>
    public int DepthOf(TenantRow tenant)
    {
        var depth = 0;
        for (var above = Above(tenant); above is not null; above = Above(above))
            depth++;
        return depth;
    }

    /// <summary>Levels of tenants below one; 0 when it has no children.</summary>
    public int HeightOf(int ordinal) => _heights.Of(ordinal);

    public int TakeOrdinal() => _ordinals.Take();

    /// <summary>Puts a tenant in, or another row of the same one. With another parent it moves, and nothing below it is written.</summary>
    public void Put(TenantRow row)
    {
        var old = _rows[row.Ordinal];
        if (old is null)
            _byHash.Set(row.Hash, (uint)row.Ordinal + 1);
        var from = old?.Parent ?? -1;
        if (from != row.Parent)
        {
            Raise(from, HeightOf(row.Ordinal), -1);
            Raise(row.Parent, -1, HeightOf(row.Ordinal));
        }

        _rows.Own(row.Ordinal) = row;
    }

    public void Remove(TenantRow row)
    {
        Raise(row.Parent, HeightOf(row.Ordinal), -1);
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

    private void Raise(int ordinal, int before, int after) => _heights.Raise(ordinal, before, after, above => At(above).Parent);
}
