using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What makes two puts of one kind the same row.</summary>
internal static class RowKey
{
    public static object Of(Change put) => put switch
    {
        Change.TenantPut c => World.Tenant(c.Key),
        Change.GroupPut c => c.Group,
        Change.UserPut c => c.User,
        Change.AliasPut c => c.Alias,
        Change.MemberAdded c => (c.Group, c.User),
        Change.GroupNested c => (c.Parent, c.Child),
        Change.UserAttributesPut c => c.User,
        Change.RolePut c => (c.Scope, c.Key),
        Change.FeaturePut c => c.Key,
        Change.PlanPut c => c.Key,
        Change.FlagPut c => c.Feature,
        Change.TenantFeaturePut c => (c.Tenant, c.Feature),
        Change.PlanAssigned c => (c.Holder, c.Plan),
        Change.RoleAssigned c => (c.Holder, c.Tenant, c.Role),
        Change.PermissionAssigned c => (c.User, c.Tenant, c.Pattern),
        Change.GrantPut c => (c.Tenant, c.Resource, c.Grantee, c.Permission),
        Change.ResourceParentPut c => (c.Tenant, c.Resource),
        _ => throw new ArgumentException(put.GetType().Name, nameof(put)),
    };
}
