using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>Whether a grant on a resource, or on one that it lies in, covers a permission.</summary>
internal static class GrantDecision
{
    // Up to so many groups are looked for among the user's own, which lie together; each of those may cost a cache miss in the table.
    private const int FewGroups = 4;

    /// <summary>True when one does here and now, whatever features say.</summary>
    public static bool Covers(in SubjectView subject, ResourceName resource, string permission)
    {
        var resources = subject.Model.Resources;
        if (resources.Find(subject.Tenant.Ordinal, resource) is not { } first)
            return false;

        var toRoles = false;
        for (var row = first; row is not null; row = resources.ParentOf(row))
        {
            toRoles |= row.Roles.Count > 0;
            if (UserOrGroupCovers(subject, row, permission))
                return true;
        }

        return toRoles && RoleGrants.Cover(subject, first, permission);
    }

    /// <summary>
    /// True when a grant on the resource itself to the user or to a group of it does. One look-up for the user; one membership test for each
    /// group with grants here while these are few, else one look-up for each of the user's groups.
    /// </summary>
    public static bool UserOrGroupCovers(in SubjectView subject, ResourceRow row, string permission) =>
        subject.Model.Resources.ListOf(row, HolderKind.User, subject.User)?.Covers(permission, subject.Now) == true ||
        (row.Groups.Count > 0 && GroupCovers(subject, row, permission));

    private static bool GroupCovers(in SubjectView subject, ResourceRow row, string permission)
    {
        var resources = subject.Model.Resources;
        if (row.Groups.Count <= FewGroups)
        {
            for (var list = resources.ListAt(row.Groups.First); list is not null; list = resources.ListAt(list.Next))
            {
                if (list.Covers(permission, subject.Now) && subject.IsMember(list.Holder))
                    return true;
            }

            return false;
        }

        var groups = subject.Groups;
        while (groups.TryNext(out var group))
        {
            if (resources.ListOf(row, HolderKind.Group, group)?.Covers(permission, subject.Now) == true)
                return true;
        }

        return false;
    }
}
