using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// Applies changes off to the side and gives a new immutable <see cref="Snapshot"/>. Copies each page once, however many changes
/// touch it. One thread at a time.
/// </summary>
public sealed class SnapshotBuilder
{
    // Made when first needed: most builders apply changes of one kind.
    private TenantChanges? _tenants;
    private GroupChanges? _groups;
    private UserChanges? _users;
    private RoleChanges? _roles;
    private AssignmentChanges? _assignments;
    private AttributeChanges? _attributes;
    private CatalogChanges? _catalog;
    private GrantChanges? _grants;
    private SnapshotModel? _model;

    internal SnapshotBuilder(SnapshotModel model) => _model = model;

    /// <summary>Digest of the state as built so far.</summary>
    /// <exception cref="InvalidOperationException">The snapshot is already built.</exception>
    public Hash128 Digest => Model.Digest;

    /// <summary>The tables, for who fills them otherwise than by changes.</summary>
    internal SnapshotModel OpenModel => Model;

    private SnapshotModel Model => _model ?? throw new InvalidOperationException("The builder's snapshot is already built.");

    private TenantChanges Tenants => _tenants ??= new TenantChanges(Model);

    private GroupChanges Groups => _groups ??= new GroupChanges(Model);

    private UserChanges Users => _users ??= new UserChanges(Model);

    private RoleChanges Roles => _roles ??= new RoleChanges(Model);

    private AssignmentChanges Assignments => _assignments ??= new AssignmentChanges(Model);

    private AttributeChanges Attributes => _attributes ??= new AttributeChanges(Model);

    private CatalogChanges Catalog => _catalog ??= new CatalogChanges(Model);

    private GrantChanges Grants => _grants ??= new GrantChanges(Model);

    /// <summary>
    /// Applies one change; on false <paramref name="fault"/> says which rule it broke, nothing of it was applied, and the state is no
    /// longer what the log says: the builder must be thrown away.
    /// </summary>
    /// <exception cref="InvalidOperationException">The snapshot is already built.</exception>
    public bool TryApply(Change change, out string? fault)
    {
        _ = Model;
        if (change is not (Change.MemberAdded or Change.MemberRemoved))
            _users?.Flush();

        fault = change switch
        {
            Change.MemberAdded added => Users.Apply(added),
            Change.MemberRemoved removed => Users.Apply(removed),
            Change.UserPut put => Users.Apply(put),
            Change.UserRemoved removed => Users.Apply(removed),
            Change.AliasPut put => Users.Apply(put),
            Change.AliasRemoved removed => Users.Apply(removed),
            Change.GroupPut put => Groups.Apply(put),
            Change.GroupRemoved removed => Groups.Apply(removed),
            Change.GroupNested nested => Groups.Apply(nested),
            Change.GroupUnnested unnested => Groups.Apply(unnested),
            Change.UserAttributesPut put => Attributes.Apply(put),
            Change.UserAttributesRemoved removed => Attributes.Apply(removed),
            Change.TenantPut put => Tenants.Apply(put),
            Change.TenantRemoved removed => Tenants.Apply(removed),
            Change.RolePut put => Roles.Apply(put),
            Change.RoleRemoved removed => Roles.Apply(removed),
            Change.TenantFeaturePut put => Tenants.Apply(put),
            Change.TenantFeatureRemoved removed => Tenants.Apply(removed),
            Change.RoleAssigned given => Assignments.Apply(given),
            Change.RoleUnassigned taken => Assignments.Apply(taken),
            Change.PermissionAssigned given => Assignments.Apply(given),
            Change.PermissionUnassigned taken => Assignments.Apply(taken),
            Change.FeaturePut or Change.FeatureRemoved or Change.PlanPut or Change.PlanRemoved or Change.FlagPut or Change.FlagRemoved or
                Change.PlanAssigned or Change.PlanUnassigned => Catalog.Apply(change),
            Change.GrantPut or Change.GrantRemoved or Change.ResourceParentPut or Change.ResourceParentRemoved => Grants.Apply(change),
            _ => "a change of an unknown kind",
        };
        return fault is null;
    }

    /// <summary>The finished state. The builder may not be used afterwards.</summary>
    /// <exception cref="InvalidOperationException">The snapshot is already built.</exception>
    public Snapshot Build(Epoch epoch, long version)
    {
        var model = Model;
        _users?.Flush();
        _model = null;
        // Made here, off to the side, rather than by the first reader; a tenant's own index is left to its readers when it is small.
        _ = model.GlobalRoles.Index;
        _roles?.MakeLargeIndexes();
        _ = model.Catalog.Index;
        return new Snapshot(model, epoch, version);
    }
}
