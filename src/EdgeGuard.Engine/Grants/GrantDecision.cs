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
        for (var row = resources.Find(subject.Tenant.Ordinal, resource); row is not null; row = resources.ParentOf(row))
        {
            if (CoversHere(subject, row, permission))
                return true;
        }

        return false;
    }

    /// <summary>
    /// True when a grant on the resource itself does. One look-up for the user; one membership test for each group with grants here while
    /// these are few, else one look-up for each of the user's groups; a role question for each role with a fitting grant here.
    /// </summary>
    public static bool CoversHere(in SubjectView subject, ResourceRow row, string permission)
    {
        var resources = subject.Model.Resources;
        if (resources.ListOf(row, HolderKind.User, subject.User)?.Covers(permission, subject.Now) == true)
            return true;
        if (row.Groups.Count > 0 && GroupCovers(subject, row, permission))
            return true;

        for (var list = resources.ListAt(row.Roles.First); list is not null; list = resources.ListAt(list.Next))
        {
            // The cheaper question first.
            if (list.Covers(permission, subject.Now) && subject.Has(list.Grantee.Role))
                return true;
        }

        return false;
    }

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
