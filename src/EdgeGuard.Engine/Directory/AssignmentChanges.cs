using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// Applies changes of the roles given to users and groups, and of the permissions given to users. Each method answers the broken rule,
/// or null.
/// </summary>
internal sealed class AssignmentChanges(SnapshotModel model)
{
    public string? Apply(Change.RoleAssigned given)
    {
        if (Find(given.Holder, given.Tenant, out var holder, out var tenant) is { } fault)
            return fault;
        if (StateText.KeyFault(given.Role, "an assigned role's key") is { } keyFault)
            return keyFault;
        if (!given.Period.IsValid)
            return "a role assigned for a period that is out of range or ends before it begins";

        var rows = RolesOf(given.Holder.Kind, holder);
        var place = rows.AsSpan().BinarySearch(new AssignmentKey(given.Tenant, given.Role));
        if (place < 0)
        {
            if (rows.Length == StateLimits.MaxAssigned)
                return "the roles assigned to one user or group are more than 10,000";
            rows = rows.Insert(~place, given);
            model.Tenants.AddUse(tenant, assignments: 1);
        }
        else
        {
            if (rows[place] == given)
                return null;
            model.Digest -= RowDigest.RoleAssignment(model.Hasher, rows[place]);
            rows = rows.SetItem(place, given);
        }

        model.Digest += RowDigest.RoleAssignment(model.Hasher, given);
        SetRoles(given.Holder.Kind, holder, rows);
        return null;
    }

    public string? Apply(Change.RoleUnassigned taken)
    {
        if (Find(taken.Holder, taken.Tenant, out var holder, out var tenant) is { } fault)
            return fault;
        if (StateText.NameFault(taken.Role, "an assigned role's key") is { } keyFault)
            return keyFault;
        var rows = RolesOf(taken.Holder.Kind, holder);
        var place = rows.AsSpan().BinarySearch(new AssignmentKey(taken.Tenant, taken.Role));
        if (place < 0)
            return null;

        model.Digest -= RowDigest.RoleAssignment(model.Hasher, rows[place]);
        model.Tenants.AddUse(tenant, assignments: -1);
        SetRoles(taken.Holder.Kind, holder, rows.RemoveAt(place));
        return null;
    }

    public string? Apply(Change.PermissionAssigned given)
    {
        if (Find(RoleHolder.User(given.User), given.Tenant, out var user, out var tenant) is { } fault)
            return fault;
        if (StateText.PatternFault(given.Pattern, "an assigned permission") is { } patternFault)
            return patternFault;
        if (!given.Period.IsValid)
            return "a permission assigned for a period that is out of range or ends before it begins";

        var extras = ExtrasOf(user);
        var rows = extras.Permissions;
        var place = rows.AsSpan().BinarySearch(new AssignmentKey(given.Tenant, given.Pattern));
        if (place < 0)
        {
            if (rows.Length == StateLimits.MaxAssigned)
                return "the permissions assigned to one user are more than 10,000";
            rows = rows.Insert(~place, given);
            model.Tenants.AddUse(tenant, assignments: 1);
        }
        else
        {
            model.Digest -= RowDigest.PermissionAssignment(model.Hasher, rows[place]);
            rows = rows.SetItem(place, given);
        }

        model.Digest += RowDigest.PermissionAssignment(model.Hasher, given);
        model.Users.SetExtras(user, extras with { Permissions = rows });
        return null;
    }

    public string? Apply(Change.PermissionUnassigned taken)
    {
        if (Find(RoleHolder.User(taken.User), taken.Tenant, out var user, out var tenant) is { } fault)
            return fault;
        if (StateText.NameFault(taken.Pattern, "an assigned permission") is { } patternFault)
            return patternFault;
        var extras = ExtrasOf(user);
        var place = extras.Permissions.AsSpan().BinarySearch(new AssignmentKey(taken.Tenant, taken.Pattern));
        if (place < 0)
            return null;

        model.Digest -= RowDigest.PermissionAssignment(model.Hasher, extras.Permissions[place]);
        model.Tenants.AddUse(tenant, assignments: -1);
        model.Users.SetExtras(user, extras with { Permissions = extras.Permissions.RemoveAt(place) });
        return null;
    }

    private string? Find(RoleHolder holder, Hash128 tenantHash, out int ordinal, out int tenant)
    {
        tenant = model.Tenants.Find(tenantHash)?.Ordinal ?? -1;
        ordinal = holder.Kind switch
        {
            HolderKind.User => model.Users.FindById(holder.Hash),
            HolderKind.Group => model.Groups.Find(holder.Hash),
            _ => -1,
        };
        if (holder.Kind is not (HolderKind.User or HolderKind.Group))
            return "a role assigned to what is neither user nor group";
        if (ordinal < 0)
            return holder.Kind == HolderKind.User ? "an unknown user" : "an unknown group";
        return tenant < 0 ? "an unknown tenant" : null;
    }

    private UserExtras ExtrasOf(int user) => model.Users.ExtrasOf(user) ?? UserExtras.None;

    private ImmutableArray<Change.RoleAssigned> RolesOf(HolderKind kind, int holder) =>
        kind == HolderKind.User ? ExtrasOf(holder).Roles : model.Groups.At(holder).Assigned;

    private void SetRoles(HolderKind kind, int holder, ImmutableArray<Change.RoleAssigned> roles)
    {
        if (kind == HolderKind.User)
        {
            model.Users.SetExtras(holder, ExtrasOf(holder) with { Roles = roles });
            return;
        }

        var group = model.Groups.At(holder);
        model.Groups.Replace(holder, group with { Assigned = roles });
        model.RenewGroups(group.Tenant);
    }
}
