namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles of one scope by key: the global ones, or one tenant's own. Replaced as a whole by a change of any of them, which is how
/// everything computed from the old roles is known to be out of date. A builder writes its own copy; afterwards immutable.
/// </summary>
internal sealed class RoleTable(long owner)
{
    private readonly Dictionary<string, RoleModel> _roles = new(StringComparer.Ordinal);

    private RoleTable(RoleTable other, long owner)
        : this(owner)
    {
        foreach (var (key, role) in other._roles)
            _roles.Add(key, role);
    }

    public int Count => _roles.Count;

    public IEnumerable<RoleModel> All => _roles.Values;

    /// <summary>Role sets made of these roles alone, shared by all who have them.</summary>
    public MemoTable<RoleSet> Sets { get; } = new();

    public RoleModel? Find(string key) => _roles.GetValueOrDefault(key);

    /// <summary>This table if <paramref name="builder"/> made it, else its copy.</summary>
    public RoleTable Own(long builder) => owner == builder ? this : new RoleTable(this, builder);

    public void Put(RoleModel role) => _roles[role.Key] = role;

    public void Remove(string key) => _roles.Remove(key);
}
