namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles of one scope by key: the global ones, or one tenant's own. Replaced as a whole by a change of any of them. A builder
/// writes its own copy; afterwards immutable, except that the first reader makes the index.
/// </summary>
internal sealed class RoleTable
{
    private readonly long _owner;
    private readonly Dictionary<string, RoleModel> _roles;
    private RoleIndex? _index;

    /// <summary>A table that the builder <paramref name="owner"/> may write.</summary>
    public RoleTable(long owner)
        : this(owner, new Dictionary<string, RoleModel>(StringComparer.Ordinal))
    {
    }

    private RoleTable(long owner, Dictionary<string, RoleModel> roles)
    {
        _owner = owner;
        _roles = roles;
    }

    public int Count => _roles.Count;

    public IEnumerable<RoleModel> All => _roles.Values;

    /// <summary>The roles ready for questions. Made at first use; a race makes it twice, which is harmless.</summary>
    public RoleIndex Index => Volatile.Read(ref _index) ?? MakeIndex();

    public RoleModel? Find(string key) => _roles.GetValueOrDefault(key);

    /// <summary>This table if <paramref name="builder"/> made it, else its copy.</summary>
    public RoleTable Own(long builder) =>
        _owner == builder ? this : new RoleTable(builder, new Dictionary<string, RoleModel>(_roles, StringComparer.Ordinal));

    public void Put(RoleModel role) => _roles[role.Key] = role;

    public void Remove(string key) => _roles.Remove(key);

    private RoleIndex MakeIndex()
    {
        var made = new RoleIndex(_roles.Values);
        Volatile.Write(ref _index, made);
        return made;
    }
}
