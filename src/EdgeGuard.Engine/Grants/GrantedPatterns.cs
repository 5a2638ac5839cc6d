using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>What grants let a subject do on a resource, as patterns. Looks at every grant that may reach the resource.</summary>
internal static class GrantedPatterns
{
    /// <summary>Adds the patterns of which one covers whatever <see cref="GrantDecision.Covers"/> says yes of.</summary>
    /// <param name="subject">Who asks, where and when.</param>
    /// <param name="roles">Keys of the roles that it holds (<see cref="SubjectView.AddRoles"/>).</param>
    /// <param name="resource">The resource.</param>
    /// <param name="patterns">Gains them.</param>
    public static void Add(in SubjectView subject, IReadOnlySet<string> roles, ResourceName resource, ISet<string> patterns)
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

            foreach (var list in RoleGrants.Of(resources, row, roles))
                Add(list, subject.Now, patterns);
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
