using System.Collections.Immutable;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// The roles of one <see cref="RoleTable"/>, numbered in ordinal order of their keys, so that any combination of them is a set of
/// bits; and which of them permit what. One index serves every user, whatever their combinations, so it stays in the cache. Immutable.
/// </summary>
internal sealed class RoleIndex
{
    private readonly RoleModel[] _roles;
    private readonly Dictionary<string, int> _numbers;

    public RoleIndex(IEnumerable<RoleModel> roles)
    {
        _roles = [.. roles.OrderBy(role => role.Key, StringComparer.Ordinal)];
        _numbers = new Dictionary<string, int>(_roles.Length, StringComparer.Ordinal);
        for (var number = 0; number < _roles.Length; number++)
            _numbers.Add(_roles[number].Key, number);
        Permissions = new PermissionIndex(_roles);
        Parents = new RoleParents(_roles, _numbers);
    }

    public int Count => _roles.Length;

    public PermissionIndex Permissions { get; }

    /// <summary>Which of them bring which others.</summary>
    public RoleParents Parents { get; }

    /// <summary>Words of 64 bits that hold any combination of these roles.</summary>
    public int Words => RoleBits.WordsFor(_roles.Length);

    public string KeyOf(int number) => _roles[number].Key;

    public ImmutableArray<string> PatternsOf(int number) => _roles[number].Patterns;

    /// <summary>The number of a role; −1 when there is none of that key.</summary>
    public int NumberOf(string key) => _numbers.TryGetValue(key, out var number) ? number : -1;
}
