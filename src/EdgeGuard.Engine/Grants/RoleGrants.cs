using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Grants;

/// <summary>
/// Grants to the roles that a subject holds. The roles are put together once, not for each grant; of the grants on a resource and the roles
/// held, those are walked over that are fewer.
/// </summary>
internal static class RoleGrants
{
    /// <summary>True when a grant to a role, on a resource or on one around it, covers the permission here and now. Allocates nothing.</summary>
    public static bool Cover(in SubjectView subject, ResourceRow resource, string permission)
    {
        if (!subject.MayHoldMore)
            return Cover(subject, subject.Roles, resource, permission);
        for (var at = subject.Tenant; at is not null; at = subject.Model.Tenants.Above(at))
        {
            if (CoverAt(subject, at, resource, permission))
                return true;
        }

        return false;
    }

    /// <summary>What the holders of any of these roles are granted on the resource itself.</summary>
    /// <param name="resources">Where the grants are.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="held">Keys of the roles.</param>
    public static IEnumerable<GrantList> Of(ResourceTable resources, ResourceRow resource, IReadOnlySet<string> held)
    {
        if (resource.Roles.Count > held.Count)
        {
            foreach (var role in held)
            {
                if (resources.ListOf(resource, role) is { } list)
                    yield return list;
            }

            yield break;
        }

        for (var list = resources.ListAt(resource.Roles.First); list is not null; list = resources.ListAt(list.Next))
        {
            if (held.Contains(list.Grantee.Role))
                yield return list;
        }
    }

    /// <summary>The same of the roles held at one tenant.</summary>
    [SkipLocalsInit]
    private static bool CoverAt(in SubjectView subject, TenantRow at, ResourceRow resource, string permission)
    {
        using var roles = new RoleWords(stackalloc ulong[RoleWords.OnStack], subject.Model.GlobalRoles.Index, at.Roles?.Index);
        return LiveRights.TryCollect(subject, at, roles.Set) && Cover(subject, roles.Set.View, resource, permission);
    }

    private static bool Cover(in SubjectView subject, RoleView held, ResourceRow resource, string permission)
    {
        var count = held.Count;
        for (var row = resource; count > 0 && row is not null; row = subject.Model.Resources.ParentOf(row))
        {
            if (row.Roles.Count <= count ? AnyListCovers(subject, held, row, permission) : AnyRoleCovers(subject, held, row, permission))
                return true;
        }

        return false;
    }

    private static bool AnyListCovers(in SubjectView subject, RoleView held, ResourceRow row, string permission)
    {
        var resources = subject.Model.Resources;
        for (var list = resources.ListAt(row.Roles.First); list is not null; list = resources.ListAt(list.Next))
        {
            if (held.Has(list.Grantee.Role) && list.Covers(permission, subject.Now))
                return true;
        }

        return false;
    }

    private static bool AnyRoleCovers(in SubjectView subject, RoleView held, ResourceRow row, string permission)
    {
        var roles = held.Keys;
        while (roles.TryNext(out var role))
        {
            if (subject.Model.Resources.ListOf(row, role)?.Covers(permission, subject.Now) == true)
                return true;
        }

        return false;
    }
}
