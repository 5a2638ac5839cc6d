namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles that one combination of groups gives, resolved to definitions: what a permission or role question is asked of.
/// Shared by everyone with the same roles. Immutable; the joined text and the matcher are made at first use.
/// </summary>
internal sealed class RoleSet
{
    private readonly RoleModel[] _roles;
    private readonly bool _merged;
    private PermissionMatcher? _matcher;
    private string? _joined;

    /// <summary>From resolved roles.</summary>
    /// <param name="roles">In ordinal order of their keys, no key twice. Owned by the set.</param>
    /// <param name="merged">
    /// Whether the patterns of all roles are merged into one matcher; false asks the roles one by one, for callers who have so many
    /// different sets that a matcher each would take too much memory.
    /// </param>
    public RoleSet(RoleModel[] roles, bool merged)
    {
        _roles = roles;
        _merged = merged && roles.Length > 1;
    }

    public ReadOnlySpan<RoleModel> Roles => _roles;

    /// <summary>The keys joined with ','.</summary>
    public string Joined => Volatile.Read(ref _joined) ?? Join();

    public bool Has(string key)
    {
        foreach (var role in _roles)
        {
            if (role.Key == key)
                return true;
        }

        return false;
    }

    public bool Covers(string permission)
    {
        if (_merged)
            return (Volatile.Read(ref _matcher) ?? Merge()).Covers(permission);

        foreach (var role in _roles)
        {
            if (role.Matcher.Covers(permission))
                return true;
        }

        return false;
    }

    private PermissionMatcher Merge()
    {
        var made = new PermissionMatcher(_roles.SelectMany(role => role.Patterns));
        Volatile.Write(ref _matcher, made);
        return made;
    }

    private string Join()
    {
        var made = string.Join(',', _roles.Select(role => role.Key));
        Volatile.Write(ref _joined, made);
        return made;
    }
}
