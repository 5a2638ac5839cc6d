using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>What grants let a subject do on a resource, as patterns. Looks at every grant that may reach the resource.</summary>
internal static class GrantedPatterns
{
    /// <summary>Adds the patterns of which one covers whatever <see cref="GrantDecision.Covers"/> says yes of.</summary>
    public static void Add(in SubjectView subject, ResourceName resource, ISet<string> patterns)
    {
        var resources = subject.Model.Resources;
        for (var row = resources.Find(subject.Tenant.Ordinal, resource); row is not null; row = resources.ParentOf(row))
        {
            Add(resources.ListOf(row, HolderKind.User, subject.User), subject.Now, patterns);
            for (var list = resources.ListAt(row.Groups.First); list is not null; list = resources.ListAt(list.Next))
            {
                if (subject.IsMember(list.Holder))
                    Add(list, subject.Now, patterns);
            }

            for (var list = resources.ListAt(row.Roles.First); list is not null; list = resources.ListAt(list.Next))
            {
                if (subject.Has(list.Grantee.Role))
                    Add(list, subject.Now, patterns);
            }
        }
    }

    private static void Add(GrantList? list, long now, ISet<string> patterns)
    {
        foreach (var grant in list?.Grants ?? [])
        {
            if (grant.Period.Contains(now))
                patterns.Add(grant.Permission);
        }
    }
}
