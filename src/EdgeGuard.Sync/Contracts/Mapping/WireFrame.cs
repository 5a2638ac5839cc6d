using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>What is around the fields of every change: an array <c>[kind, fields…]</c>.</summary>
internal static class WireFrame
{
    /// <summary>Writes the head of a change; <paramref name="fields"/> fields follow.</summary>
    public static void Begin(ref MessagePackWriter writer, ChangeKind kind, int fields)
    {
        writer.WriteArrayHeader(1 + fields);
        writer.Write((int)kind);
    }

    /// <summary>
    /// How many fields follow the kind: at least those that it has always had, at most those that this program knows. None for a kind
    /// that is not known.
    /// </summary>
    public static (int Least, int Most) FieldsOf(ChangeKind kind) => kind switch
    {
        ChangeKind.TenantPut => (2, 3),
        ChangeKind.RolePut => (3, 4),
        ChangeKind.TenantRemoved or ChangeKind.GroupRemoved or ChangeKind.UserRemoved => (1, 1),
        ChangeKind.AliasPut or ChangeKind.AliasRemoved => (1, 1),
        >= ChangeKind.MembersAdded and <= ChangeKind.GroupsLeft => (1, 1),
        ChangeKind.GroupNested or ChangeKind.GroupUnnested or ChangeKind.UserAttributesRemoved => (1, 1),
        ChangeKind.FeatureRemoved or ChangeKind.PlanRemoved or ChangeKind.FlagRemoved => (1, 1),
        ChangeKind.RoleRemoved or ChangeKind.TenantFeatureRemoved or ChangeKind.GroupPut => (2, 2),
        ChangeKind.UserAttributesPut or ChangeKind.FeaturePut or ChangeKind.PermissionUnassigned => (2, 2),
        ChangeKind.TenantFeaturePut or ChangeKind.UserPut or ChangeKind.PlanUnassigned => (3, 3),
        ChangeKind.RoleUnassigned or ChangeKind.ResourceParentRemoved => (3, 3),
        ChangeKind.PlanPut => (4, 4),
        ChangeKind.FlagPut or ChangeKind.PermissionAssigned or ChangeKind.ResourceParentPut => (5, 5),
        ChangeKind.PlanAssigned or ChangeKind.RoleAssigned or ChangeKind.GrantRemoved => (6, 6),
        ChangeKind.GrantPut => (8, 8),
        _ => (0, 0),
    };
}
