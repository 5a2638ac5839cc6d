using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Explaining;

/// <summary>Finds the roles that would give a permission in the tenant asked in.</summary>
internal static class RoleOffers
{
    /// <summary>The tenant's own roles and the global ones that it does not hide, fewest patterns first.</summary>
    public static List<RoleModel> Covering(Inquiry inquiry, string permission)
    {
        var offers = new List<RoleModel>();
        var global = inquiry.Model.GlobalRoles;
        var globalRoles = Covering(global.Index, permission);
        global.Index.Parents.Spread(globalRoles);
        if (inquiry.Tenant?.Roles is { } own)
        {
            var ownRoles = Covering(own.Index, permission);
            own.Index.Parents.Spread(ownRoles, global.Index, globalRoles);
            Add(own, ownRoles, hiddenBy: null, offers);
        }

        Add(global, globalRoles, inquiry.Tenant?.Roles, offers);
        offers.Sort(static (left, right) =>
            left.Patterns.Length != right.Patterns.Length ? left.Patterns.Length.CompareTo(right.Patterns.Length) : string.CompareOrdinal(left.Key, right.Key));
        return offers;
    }

    private static ulong[] Covering(RoleIndex index, string permission)
    {
        var roles = new ulong[index.Words];
        index.Permissions.AddCovering(permission, roles);
        return roles;
    }

    private static void Add(RoleTable table, ReadOnlySpan<ulong> roles, RoleTable? hiddenBy, List<RoleModel> offers)
    {
        for (var number = 0; number < table.Index.Count; number++)
        {
            if (RoleBits.Has(roles, number) && table.Find(table.Index.KeyOf(number)) is { } role && hiddenBy?.Find(role.Key) is null)
                offers.Add(role);
        }
    }
}
