using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>The slow and obvious version of a snapshot: dictionaries of rows, everything computed from them when asked.</summary>
internal sealed class ReferenceState
{
    private readonly Dictionary<Hash128, Change.TenantPut> _tenants = [];
    private readonly Dictionary<(string Scope, string Key), Change.RolePut> _roles = [];
    private readonly Dictionary<(Hash128 Tenant, string Key), Change.TenantFeaturePut> _features = [];
    private readonly Dictionary<Hash128, Change.GroupPut> _groups = [];
    private readonly Dictionary<Hash128, Change.UserPut> _users = [];
    private readonly Dictionary<Hash128, Hash128> _aliases = [];
    private readonly HashSet<(Hash128 Group, Hash128 User)> _members = [];

    private ReferenceState()
    {
    }

    public ReferenceState(ReferenceState other)
    {
        _tenants = new(other._tenants);
        _roles = new(other._roles);
        _features = new(other._features);
        _groups = new(other._groups);
        _users = new(other._users);
        _aliases = new(other._aliases);
        _members = [.. other._members];
    }

    public static ReferenceState Empty => new();

    public int Users => _users.Count;

    public int Groups => _groups.Count;

    public int Tenants => _tenants.Count;

    public Hash128 Digest
    {
        get
        {
            var sum = default(Hash128);
            foreach (var row in _tenants.Values)
                sum += RowDigest.Tenant(World.Hasher, row.Key, row.Suspended);
            foreach (var row in _roles.Values)
                sum += RowDigest.Role(World.Hasher, row.Scope, row.Key, row.Patterns.AsSpan());
            foreach (var row in _features.Values)
                sum += RowDigest.TenantFeature(World.Hasher, row.Tenant, row.Feature, row.ExpiresAt);
            foreach (var row in _groups.Values)
                sum += RowDigest.Group(World.Hasher, row.Group, row.Tenant, row.Roles.AsSpan());
            foreach (var row in _users.Values)
                sum += RowDigest.User(World.Hasher, row.User, row.Tenant, row.Active, row.NotBefore);
            foreach (var (alias, user) in _aliases)
                sum += RowDigest.Alias(World.Hasher, alias, user);
            foreach (var (group, user) in _members)
                sum += RowDigest.Member(World.Hasher, group, user);
            return sum;
        }
    }

    /// <summary>False when the change is refused; nothing has changed then.</summary>
    public bool TryApply(Change change)
    {
        switch (change)
        {
            case Change.TenantPut put:
                _tenants[World.Tenant(put.Key)] = put;
                return true;
            case Change.TenantRemoved removed:
                var tenant = World.Tenant(removed.Key);
                if (_users.Values.Any(row => row.Tenant == tenant) || _groups.Values.Any(row => row.Tenant == tenant) ||
                    _features.Keys.Any(row => row.Tenant == tenant) || _roles.Keys.Any(row => row.Scope == removed.Key))
                {
                    return false;
                }

                return _tenants.Remove(tenant);
            case Change.RolePut put:
                if (put.Scope.Length > 0 && !_tenants.ContainsKey(World.Tenant(put.Scope)))
                    return false;
                _roles[(put.Scope, put.Key)] = put;
                return true;
            case Change.RoleRemoved removed:
                if (removed.Scope.Length > 0 && !_tenants.ContainsKey(World.Tenant(removed.Scope)))
                    return false;
                _roles.Remove((removed.Scope, removed.Key));
                return true;
            case Change.TenantFeaturePut put:
                if (!_tenants.ContainsKey(put.Tenant))
                    return false;
                _features[(put.Tenant, put.Feature)] = put;
                return true;
            case Change.TenantFeatureRemoved removed:
                _features.Remove((removed.Tenant, removed.Feature));
                return _tenants.ContainsKey(removed.Tenant);
            case Change.GroupPut put:
                if (!_tenants.ContainsKey(put.Tenant) || (_groups.TryGetValue(put.Group, out var group) && group.Tenant != put.Tenant))
                    return false;
                _groups[put.Group] = put;
                return true;
            case Change.GroupRemoved removed:
                return _members.All(row => row.Group != removed.Group) && _groups.Remove(removed.Group);
            case Change.UserPut put:
                if (!_tenants.ContainsKey(put.Tenant) || _aliases.ContainsKey(put.User) ||
                    (_users.TryGetValue(put.User, out var user) && user.Tenant != put.Tenant))
                {
                    return false;
                }

                _users[put.User] = put;
                return true;
            case Change.UserRemoved removed:
                if (_aliases.ContainsValue(removed.User) || !_users.Remove(removed.User))
                    return false;
                _members.RemoveWhere(row => row.User == removed.User);
                return true;
            case Change.AliasPut put:
                if (!_users.ContainsKey(put.User) || _users.ContainsKey(put.Alias) || (_aliases.TryGetValue(put.Alias, out var owner) && owner != put.User))
                    return false;
                _aliases[put.Alias] = put.User;
                return true;
            case Change.AliasRemoved removed:
                _aliases.Remove(removed.Alias);
                return !_users.ContainsKey(removed.Alias);
            case Change.MemberAdded added:
                return MayJoin(added.Group, added.User) && (_members.Add((added.Group, added.User)) || true);
            case Change.MemberRemoved removed:
                return MayJoin(removed.Group, removed.User) && (_members.Remove((removed.Group, removed.User)) || true);
            default:
                return false;
        }
    }

    public Reason Answer(SubjectClaim claim, Question question, long now)
    {
        if (!_tenants.TryGetValue(claim.Tenant, out var tenant))
            return Reason.UnknownTenant;
        if (tenant.Suspended)
            return Reason.TenantSuspended;
        if (!_users.TryGetValue(_aliases.GetValueOrDefault(claim.Subject, claim.Subject), out var user) || user.Tenant != claim.Tenant)
            return Reason.UnknownSubject;
        if (!user.Active)
            return Reason.UserInactive;
        if (user.NotBefore != 0 && claim.IssuedAt <= user.NotBefore)
            return Reason.SessionRevoked;

        switch (question.Kind)
        {
            case QuestionKind.Permission:
                var patterns = RolesOf(tenant, user).SelectMany(role => role.Patterns);
                return patterns.Any(pattern => NaiveGlob.IsMatch(pattern, question.Name)) ? Reason.None : Reason.MissingPermission;
            case QuestionKind.Role:
                return RolesOf(tenant, user).Any(role => role.Key == question.Name) ? Reason.None : Reason.MissingRole;
            default:
                if (!_features.TryGetValue((claim.Tenant, question.Name), out var feature))
                    return Reason.MissingFeature;
                return feature.ExpiresAt == -1 || now <= feature.ExpiresAt ? Reason.None : Reason.BundleExpired;
        }
    }

    public string JoinedRoles(Hash128 userId)
    {
        var user = _users[userId];
        return string.Join(',', RolesOf(_tenants[user.Tenant], user).Select(role => role.Key).Order(StringComparer.Ordinal));
    }

    private bool MayJoin(Hash128 group, Hash128 user) =>
        _groups.TryGetValue(group, out var row) && _users.TryGetValue(user, out var member) && row.Tenant == member.Tenant;

    private IEnumerable<Change.RolePut> RolesOf(Change.TenantPut tenant, Change.UserPut user) =>
        _members.Where(row => row.User == user.User)
            .SelectMany(row => _groups[row.Group].Roles)
            .Distinct()
            .Select(key => _roles.GetValueOrDefault((tenant.Key, key)) ?? _roles.GetValueOrDefault(("", key)))
            .OfType<Change.RolePut>();
}
