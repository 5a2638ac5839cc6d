using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

// What is given to whom: features, plans, roles, permissions, grants on resources.
public abstract partial record Change
{
    /// <summary>
    /// A feature given to a tenant, for its users there. <paramref name="ExpiresAt"/>: Unix milliseconds, inclusive, or −1 for never
    /// (SEMANTICS section 2).
    /// </summary>
    public sealed record TenantFeaturePut(Hash128 Tenant, string Feature, long ExpiresAt) : Change;

    /// <summary>A feature is taken from a tenant.</summary>
    public sealed record TenantFeatureRemoved(Hash128 Tenant, string Feature) : Change;

    /// <summary>
    /// A plan given to a tenant or a user: its features count as given directly (SEMANTICS section 2, step 1).
    /// </summary>
    /// <param name="Holder">The tenant or user.</param>
    /// <param name="Plan">Key of the plan; one that nobody defines gives nothing.</param>
    /// <param name="Inherit">Whether it also counts in the tenants below the holder (a user's: below its own tenant).</param>
    /// <param name="ActiveFrom">Unix milliseconds, inclusive: before it, it is as if not given. <see cref="ActivePeriod.Beginning"/> for none.</param>
    /// <param name="ExpiresAt">Unix milliseconds, inclusive, or −1 for never.</param>
    public sealed record PlanAssigned(PlanHolder Holder, string Plan, bool Inherit, long ActiveFrom, long ExpiresAt) : Change;

    /// <summary>A plan is taken from its holder.</summary>
    public sealed record PlanUnassigned(PlanHolder Holder, string Plan) : Change;

    /// <summary>A role given to a user or a group in a tenant, beside those that <see cref="GroupPut.Roles"/> names.</summary>
    /// <param name="Holder">The user or group; of any tenant, but it counts only where its users are known.</param>
    /// <param name="Tenant">The tenant in which it is held. The key is looked up there: its own role of that key, else the global one.</param>
    /// <param name="Role">Key of the role; one that nobody defines grants nothing.</param>
    /// <param name="Inherit">Whether it is held in all tenants below <paramref name="Tenant"/> as well.</param>
    /// <param name="Period">When.</param>
    public sealed record RoleAssigned(RoleHolder Holder, Hash128 Tenant, string Role, bool Inherit, ActivePeriod Period) : Change;

    /// <summary>A role is taken from its holder in a tenant.</summary>
    public sealed record RoleUnassigned(RoleHolder Holder, Hash128 Tenant, string Role) : Change;

    /// <summary>A permission given to a user directly, in a tenant. <paramref name="Pattern"/>: as in roles; the rest as in <see cref="RoleAssigned"/>.</summary>
    public sealed record PermissionAssigned(Hash128 User, Hash128 Tenant, string Pattern, bool Inherit, ActivePeriod Period) : Change;

    /// <summary>A permission is taken from a user in a tenant.</summary>
    public sealed record PermissionUnassigned(Hash128 User, Hash128 Tenant, string Pattern) : Change;

    /// <summary>A grant: who may do what on one resource of a tenant and on every resource below it.</summary>
    /// <param name="Tenant">The resource's tenant.</param>
    /// <param name="Resource">Its type and id.</param>
    /// <param name="Grantee">A user, the members of a group, or the holders of a role in that tenant.</param>
    /// <param name="Permission">A permission pattern, as in roles.</param>
    /// <param name="Period">When.</param>
    public sealed record GrantPut(Hash128 Tenant, ResourceName Resource, Grantee Grantee, string Permission, ActivePeriod Period) : Change;

    /// <summary>A grant is gone.</summary>
    public sealed record GrantRemoved(Hash128 Tenant, ResourceName Resource, Grantee Grantee, string Permission) : Change;

    /// <summary>A resource lies in another one of the same tenant, whose grants reach it. One parent each; refused when it closes a circle or makes a chain of more than <see cref="StateLimits.MaxResourceDepth"/>.</summary>
    public sealed record ResourceParentPut(Hash128 Tenant, ResourceName Resource, ResourceName Parent) : Change;

    /// <summary>A resource lies in no other any more.</summary>
    public sealed record ResourceParentRemoved(Hash128 Tenant, ResourceName Resource) : Change;
}
