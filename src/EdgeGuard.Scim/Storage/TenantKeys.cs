using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>How the rows of one tenant's directory are named in the log. Immutable.</summary>
internal sealed class TenantKeys(DirectoryHasher hasher, string tenant)
{
    public Hash128 Tenant { get; } = hasher.Tenant(tenant);

    public Hash128 User(string id) => hasher.Subject(Tenant, SubjectKeyKind.Id, id);

    public Hash128 Group(string id) => hasher.Group(Tenant, id);

    /// <summary>The further keys of a user.</summary>
    public IReadOnlyList<Hash128> Aliases(string userName, string? externalId)
    {
        var name = hasher.Subject(Tenant, SubjectKeyKind.UserName, userName);
        return externalId is null ? [name] : [name, hasher.Subject(Tenant, SubjectKeyKind.ExternalId, externalId)];
    }

    public Change.UserPut Put(UserRow user) => new(User(user.Id), Tenant, user.Active, user.NotBefore);

    public Change.GroupPut Put(GroupRow group) => new(Group(group.Id), Tenant, group.ToRoles());

    public Change.MemberAdded Member(string group, string user) => new(Group(group), User(user));
}
