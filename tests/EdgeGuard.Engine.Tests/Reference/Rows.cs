using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>The whole state as the reference knows it: the puts that are in force, by kind and key. Immutable.</summary>
internal sealed class Rows
{
    private readonly ImmutableDictionary<Type, ImmutableDictionary<object, Change>> _tables;

    private Rows(ImmutableDictionary<Type, ImmutableDictionary<object, Change>> tables) => _tables = tables;

    public static Rows None { get; } = new(ImmutableDictionary<Type, ImmutableDictionary<object, Change>>.Empty);

    /// <summary>The sum of what each row adds.</summary>
    public Hash128 Digest =>
        All<Change>().Aggregate(default(Hash128), (sum, row) => sum + RowDigest.Of(World.Hasher, row));

    /// <summary>All rows of one kind, or of all for <see cref="Change"/>.</summary>
    public IEnumerable<T> All<T>()
        where T : Change => typeof(T) == typeof(Change) ? _tables.Values.SelectMany(table => table.Values).Cast<T>() : Table<T>().Values.Cast<T>();

    public T? Find<T>(object key)
        where T : Change => (T?)Table<T>().GetValueOrDefault(key);

    public bool Has<T>(object key)
        where T : Change => Find<T>(key) is not null;

    public Rows With(Change put) => new(_tables.SetItem(put.GetType(), Table(put.GetType()).SetItem(RowKey.Of(put), put)));

    public Rows Without<T>(object key)
        where T : Change => new(_tables.SetItem(typeof(T), Table<T>().Remove(key)));

    private ImmutableDictionary<object, Change> Table<T>()
        where T : Change => Table(typeof(T));

    private ImmutableDictionary<object, Change> Table(Type kind) =>
        _tables.GetValueOrDefault(kind, ImmutableDictionary<object, Change>.Empty);
}
