namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles of one scope by key: the global ones, or one tenant's own. Replaced as a whole by a change of any of them. A builder
/// writes its own copy; afterwards immutable, except that the first reader makes the index when nobody has before.
/// </summary>
internal sealed class RoleTable
{
    // An index of so many takes a fraction of a millisecond.
    private const int FewPatterns = 500;

    private readonly long _owner;
    private readonly Dictionary<string, RoleModel> _roles;
    private RoleIndex? _index;

    /// <summary>A table that the builder <paramref name="owner"/> may write.</summary>
    public RoleTable(long owner)
    {
        _owner = owner;
        _roles = new Dictionary<string, RoleModel>(StringComparer.Ordinal);
    }

    private RoleTable(long owner, RoleTable other)
    {
        _owner = owner;
        _roles = new Dictionary<string, RoleModel>(other._roles, StringComparer.Ordinal);
        Patterns = other.Patterns;
    }

    public int Count => _roles.Count;

    /// <summary>How many patterns the roles have together.</summary>
    public int Patterns { get; private set; }

    /// <summary>True when making the index takes so long that no reader should have to.</summary>
    public bool IsLarge => Count + Patterns > FewPatterns;

    public IEnumerable<RoleModel> All => _roles.Values;

    /// <summary>The roles ready for questions. Made at first use; a race makes it twice, which is harmless.</summary>
    public RoleIndex Index => Volatile.Read(ref _index) ?? MakeIndex();

    public RoleModel? Find(string key) => _roles.GetValueOrDefault(key);

    /// <summary>This table if <paramref name="builder"/> made it, else its copy.</summary>
    public RoleTable Own(long builder)
    {
        if (_owner != builder)
            return new RoleTable(builder, this);
        _index = null;
        return this;
    }

    public void Put(RoleModel role)
    {
        Remove(role.Key);
        _roles.Add(role.Key, role);
        Patterns += role.Patterns.Length;
    }

    public void Remove(string key)
    {
        if (_roles.Remove(key, out var old))
            Patterns -= old.Patterns.Length;
    }

    private RoleIndex MakeIndex()
    {
        var made = new RoleIndex(_roles.Values);
        Volatile.Write(ref _index, made);
        return made;
    }
}
