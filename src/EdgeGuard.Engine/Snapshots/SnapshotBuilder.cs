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
    private readonly TenantChanges _tenants;
    private readonly GroupChanges _groups;
    private readonly UserChanges _users;
    private readonly RoleChanges _roles;
    private readonly AssignmentChanges _assignments;
    private readonly AttributeChanges _attributes;
    private readonly CatalogChanges _catalog;
    private readonly GrantChanges _grants;
    private SnapshotModel? _model;

    internal SnapshotBuilder(SnapshotModel model)
    {
        _model = model;
        _tenants = new TenantChanges(model);
        _groups = new GroupChanges(model);
        _users = new UserChanges(model);
        _roles = new RoleChanges(model);
        _assignments = new AssignmentChanges(model);
        _attributes = new AttributeChanges(model);
        _catalog = new CatalogChanges(model);
        _grants = new GrantChanges(model);
    }

    /// <summary>Digest of the state as built so far.</summary>
    /// <exception cref="InvalidOperationException">The snapshot is already built.</exception>
    public Hash128 Digest => Model.Digest;

    private SnapshotModel Model => _model ?? throw new InvalidOperationException("The builder's snapshot is already built.");

    /// <summary>
    /// Applies one change; on false <paramref name="fault"/> says which rule it broke, nothing of it was applied, and the state is no
    /// longer what the log says: the builder must be thrown away.
    /// </summary>
    /// <exception cref="InvalidOperationException">The snapshot is already built.</exception>
    public bool TryApply(Change change, out string? fault)
    {
        _ = Model;
        if (change is not (Change.MemberAdded or Change.MemberRemoved))
            _users.Flush();

        fault = change switch
        {
            Change.MemberAdded added => _users.Apply(added),
            Change.MemberRemoved removed => _users.Apply(removed),
            Change.UserPut put => _users.Apply(put),
            Change.UserRemoved removed => _users.Apply(removed),
            Change.AliasPut put => _users.Apply(put),
            Change.AliasRemoved removed => _users.Apply(removed),
            Change.GroupPut put => _groups.Apply(put),
            Change.GroupRemoved removed => _groups.Apply(removed),
            Change.GroupNested nested => _groups.Apply(nested),
            Change.GroupUnnested unnested => _groups.Apply(unnested),
            Change.UserAttributesPut put => _attributes.Apply(put),
            Change.UserAttributesRemoved removed => _attributes.Apply(removed),
            Change.TenantPut put => _tenants.Apply(put),
            Change.TenantRemoved removed => _tenants.Apply(removed),
            Change.RolePut put => _roles.Apply(put),
            Change.RoleRemoved removed => _roles.Apply(removed),
            Change.TenantFeaturePut put => _tenants.Apply(put),
            Change.TenantFeatureRemoved removed => _tenants.Apply(removed),
            Change.RoleAssigned given => _assignments.Apply(given),
            Change.RoleUnassigned taken => _assignments.Apply(taken),
            Change.PermissionAssigned given => _assignments.Apply(given),
            Change.PermissionUnassigned taken => _assignments.Apply(taken),
            Change.FeaturePut or Change.FeatureRemoved or Change.PlanPut or Change.PlanRemoved or Change.FlagPut or Change.FlagRemoved or
                Change.PlanAssigned or Change.PlanUnassigned => _catalog.Apply(change),
            Change.GrantPut or Change.GrantRemoved or Change.ResourceParentPut or Change.ResourceParentRemoved => _grants.Apply(change),
            _ => "a change of an unknown kind",
        };
        return fault is null;
    }

    /// <summary>The finished state. The builder may not be used afterwards.</summary>
    /// <exception cref="InvalidOperationException">The snapshot is already built.</exception>
    public Snapshot Build(Epoch epoch, long version)
    {
        var model = Model;
        _users.Flush();
        _model = null;
        // Made here, off to the side, rather than by the first reader; a tenant's own index is left to its readers when it is small.
        _ = model.GlobalRoles.Index;
        _roles.MakeLargeIndexes();
        _ = model.Catalog.Index;
        return new Snapshot(model, epoch, version);
    }
}
