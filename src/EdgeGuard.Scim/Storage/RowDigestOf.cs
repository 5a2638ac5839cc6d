using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>The hash with which the row that a put describes counts in the state digest.</summary>
internal static class RowDigestOf
{
    /// <exception cref="ArgumentException">The change is a removal: it leaves no row.</exception>
    public static Hash128 Put(DirectoryHasher hasher, Change put) => put switch
    {
        Change.TenantPut c => RowDigest.Tenant(hasher, c.Key, c.Suspended),
        Change.RolePut c => RowDigest.Role(hasher, c.Scope, c.Key, c.Patterns.AsSpan()),
        Change.TenantFeaturePut c => RowDigest.TenantFeature(hasher, c.Tenant, c.Feature, c.ExpiresAt),
        Change.GroupPut c => RowDigest.Group(hasher, c.Group, c.Tenant, c.Roles.AsSpan()),
        Change.UserPut c => RowDigest.User(hasher, c.User, c.Tenant, c.Active, c.NotBefore),
        Change.AliasPut c => RowDigest.Alias(hasher, c.Alias, c.User),
        Change.MemberAdded c => RowDigest.Member(hasher, c.Group, c.User),
        _ => throw new ArgumentException($"{put.GetType().Name} is no put.", nameof(put)),
    };
}
