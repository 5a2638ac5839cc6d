using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Grants;

/// <summary>
/// The resources of one tenant, by key: an array while they are few, as in most tenants, else a table. A builder writes its own copy;
/// afterwards immutable.
/// </summary>
internal sealed class ResourceSet(long owner)
{
    /// <summary>More become a table; a table of half as many becomes an array again.</summary>
    internal const int MaxFew = 32;

    private Slot[] _few = [];
    private PagedTable<Hash128, HashPlacing>? _many;

    private ResourceSet(ResourceSet other, long owner)
        : this(owner)
    {
        _few = other._few;
        _many = other._many?.Thaw(owner);
    }

    public int Count => _many?.Count ?? _few.Length;

    /// <summary>This set if <paramref name="builder"/> made it, else its copy.</summary>
    public ResourceSet Own(long builder) => owner == builder ? this : new ResourceSet(this, builder);

    /// <summary>The ordinal of the resource of that key; −1 for none.</summary>
    public int Find(Hash128 key)
    {
        if (_many is not null)
            return (int)_many.Find(key) - 1;
        var at = IndexOf(key);
        return at >= 0 ? _few[at].Ordinal : ResourceRow.None;
    }

    /// <summary>Adds a key that is not there.</summary>
    public void Add(Hash128 key, int ordinal)
    {
        if (_many is not null)
        {
            _many.Set(key, (uint)ordinal + 1);
            return;
        }

        _few = [.. _few.AsSpan(0, ~IndexOf(key)), new Slot(key, ordinal), .. _few.AsSpan(~IndexOf(key))];
        if (_few.Length <= MaxFew)
            return;
        _many = new PagedTable<Hash128, HashPlacing>().Thaw(owner);
        foreach (var slot in _few)
            _many.Set(slot.Key, (uint)slot.Ordinal + 1);
        _few = [];
    }

    /// <summary>Takes out a key that is there.</summary>
    public void Remove(Hash128 key)
    {
        if (_many is null)
        {
            var at = IndexOf(key);
            _few = [.. _few.AsSpan(0, at), .. _few.AsSpan(at + 1)];
            return;
        }

        _many.Remove(key);
        if (_many.Count > MaxFew / 2)
            return;
        _few = [.. _many.After(default).Select(pair => new Slot(pair.Key, (int)pair.Value - 1))];
        _many = null;
    }

    /// <summary>
    /// The ordinals after <paramref name="key"/> (all after the default one), in an order that depends on the keys alone, not on how or
    /// where the set was built.
    /// </summary>
    public IEnumerable<int> After(Hash128 key)
    {
        if (_many is not null)
            return _many.After(key).Select(pair => (int)pair.Value - 1);
        var at = IndexOf(key);
        return _few.Skip(at >= 0 ? at + 1 : ~at).Select(slot => slot.Ordinal);
    }

    private int IndexOf(Hash128 key) => _few.AsSpan().BinarySearch(new Place(key));

    private readonly record struct Slot(Hash128 Key, int Ordinal);

    /// <summary>Where a key is, in the order of the table.</summary>
    private readonly struct Place(Hash128 key) : IComparable<Slot>
    {
        public int CompareTo(Slot other) => PagedTable<Hash128, HashPlacing>.Compare(key, other.Key);
    }
}
