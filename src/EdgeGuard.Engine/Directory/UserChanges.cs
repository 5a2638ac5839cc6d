using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// Applies changes of users, their aliases and memberships to a builder's tables. Each method answers the broken rule, or null.
/// Memberships of the user last spoken of are gathered and become one group set at <see cref="Flush"/>, so that a user with ten
/// groups does not intern ten sets on the way.
/// </summary>
internal sealed class UserChanges(SnapshotModel model)
{
    private const int None = -1;

    private readonly List<int> _groups = new(capacity: 16);
    private int _gathered = None;
    private Hash128 _id;
    private int _tenant;
    private bool _differs;

    /// <summary>Writes the gathered memberships into the tables.</summary>
    public void Flush()
    {
        if (_gathered != None && _differs)
        {
            var old = model.Users.SetOf(_gathered);
            var set = model.GroupSets.Exchange(old, _tenant, _groups);
            model.Users.SetGroups(_id, _gathered, set);
        }

        _gathered = None;
        _differs = false;
    }

    public string? Apply(Change.UserPut put)
    {
        if (put.User.IsNone)
            return "a user without an id";
        model.Users.Prefetch(put.User);
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        var known = model.Users.EntryOf(put.User);
        if (known.IsAlias)
            return "a user whose id is an alias";
        if (put.NotBefore is < 0 or > ActivePeriod.LastInstant)
            return "a not-before mark that is no instant";

        var user = known.Ordinal;
        if (known.IsNone)
        {
            if (model.Users.Count == UserTable.MaxUsers)
                return "more users than can be numbered";
            _groups.Clear();
            user = model.Users.Add(put.User, model.GroupSets.Acquire(tenant.Ordinal, _groups));
            model.Tenants.AddUse(tenant.Ordinal, users: 1);
        }
        else
        {
            if (model.GroupSets.TenantOf(model.Users.SetOf(user)) != tenant.Ordinal)
                return "a user moved to another tenant";
            model.Digest -= RowDigest.User(model.Hasher, put.User, put.Tenant, known.Active, known.HasNotBefore ? model.Users.NotBeforeOf(user) : 0);
        }

        model.Users.SetStatus(put.User, user, put.Active, put.NotBefore);
        model.Digest += RowDigest.User(model.Hasher, put.User, put.Tenant, put.Active, put.NotBefore);
        return null;
    }

    public string? Apply(Change.UserRemoved removed)
    {
        var user = model.Users.FindById(removed.User);
        if (user < 0)
            return "an unknown user";
        if (model.Users.AliasesOf(user) > 0)
            return "a user removed while it has aliases";
        if (ExtrasFault(model.Users.ExtrasOf(user)) is { } fault)
            return fault;

        var set = model.Users.SetOf(user);
        _groups.Clear();
        var tenant = model.GroupSets.Read(set, _groups);
        foreach (var group in _groups)
        {
            model.Groups.AddMembers(group, -1);
            model.Digest -= RowDigest.Member(model.Hasher, model.Groups.At(group).Id, removed.User);
        }

        model.Digest -= RowDigest.User(
            model.Hasher, removed.User, model.Tenants.At(tenant).Hash, model.Users.IsActive(user), model.Users.NotBeforeOf(user));
        model.GroupSets.Release(set);
        model.Users.Remove(user);
        model.Tenants.AddUse(tenant, users: -1);
        return null;
    }

    public string? Apply(Change.AliasPut put)
    {
        var user = model.Users.FindById(put.User);
        if (user < 0)
            return "an unknown user";
        if (put.Alias.IsNone)
            return "an alias without a hash";
        var owner = model.Users.FindByKey(put.Alias);
        if (owner >= 0)
        {
            if (model.Users.FindById(put.Alias) >= 0)
                return "an alias that is a user's id";
            return owner == user ? null : "an alias of another user";
        }

        if (model.Users.AliasesOf(user) == ushort.MaxValue)
            return "a user with more than 65,535 aliases";

        model.Users.AddAlias(put.Alias, user);
        model.Digest += RowDigest.Alias(model.Hasher, put.Alias, put.User);
        return null;
    }

    public string? Apply(Change.AliasRemoved removed)
    {
        var user = model.Users.FindByAlias(removed.Alias);
        if (user < 0)
            return null;

        model.Users.RemoveAlias(removed.Alias, user);
        model.Digest -= RowDigest.Alias(model.Hasher, removed.Alias, model.Users.IdOf(user));
        return null;
    }

    public string? Apply(Change.MemberAdded added)
    {
        if (Gather(added.Group, added.User, out var group) is { } fault)
            return fault;
        if (model.Groups.TenantOf(group) != _tenant)
            return "a group and a user of two tenants";
        var place = _groups.BinarySearch(group);
        if (place >= 0)
            return null;

        _groups.Insert(~place, group);
        _differs = true;
        model.Groups.AddMembers(group, 1);
        model.Digest += RowDigest.Member(model.Hasher, added.Group, added.User);
        return null;
    }

    public string? Apply(Change.MemberRemoved removed)
    {
        if (Gather(removed.Group, removed.User, out var group) is { } fault)
            return fault;
        var place = _groups.BinarySearch(group);
        if (place < 0)
            return null;

        _groups.RemoveAt(place);
        _differs = true;
        model.Groups.AddMembers(group, -1);
        model.Digest -= RowDigest.Member(model.Hasher, removed.Group, removed.User);
        return null;
    }

    private static string? ExtrasFault(UserExtras? extras) => extras switch
    {
        null => null,
        { Roles.IsEmpty: false } => "a user removed while roles are assigned to it",
        { Permissions.IsEmpty: false } => "a user removed while permissions are assigned to it",
        { Plans.IsEmpty: false } => "a user removed while plans are assigned to it",
        { AttributesPut: not null } => "a user removed while it has attributes",
        { Grants: > 0 } => "a user removed while it has grants",
        _ => null,
    };

    /// <summary>Makes the user's memberships those that <see cref="_groups"/> holds, if both are known.</summary>
    private string? Gather(Hash128 groupHash, Hash128 userHash, out int group)
    {
        var known = _gathered != None && userHash == _id;
        if (!known)
            model.Users.Prefetch(userHash);
        group = model.Groups.Find(groupHash);
        if (group < 0)
            return "an unknown group";
        model.Groups.Prefetch(group);
        if (!known)
        {
            var user = model.Users.FindById(userHash);
            if (user < 0)
                return "an unknown user";
            Flush();
            _groups.Clear();
            _tenant = model.GroupSets.Read(model.Users.SetOf(user), _groups);
            (_gathered, _id) = (user, userHash);
        }

        return null;
    }
}
