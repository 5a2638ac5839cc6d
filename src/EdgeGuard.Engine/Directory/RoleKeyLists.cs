using System.Collections.Immutable;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// Lets groups that give the same roles share one list of keys: a load of a hundred thousand groups brings as many copies of a few.
/// Belongs to one builder.
/// </summary>
internal sealed class RoleKeyLists : IEqualityComparer<ImmutableArray<string>>
{
    private readonly HashSet<ImmutableArray<string>> _lists;

    public RoleKeyLists() => _lists = new HashSet<ImmutableArray<string>>(this);

    /// <summary>An equal list that other groups use too.</summary>
    public ImmutableArray<string> Shared(ImmutableArray<string> keys)
    {
        if (_lists.TryGetValue(keys, out var shared))
            return shared;
        _lists.Add(keys);
        return keys;
    }

    public bool Equals(ImmutableArray<string> x, ImmutableArray<string> y) => x.AsSpan().SequenceEqual(y.AsSpan());

    public int GetHashCode(ImmutableArray<string> obj)
    {
        var hash = new HashCode();
        foreach (var key in obj)
            hash.Add(key, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
