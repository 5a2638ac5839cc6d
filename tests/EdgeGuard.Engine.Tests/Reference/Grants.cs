using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Grants on single resources.</summary>
internal static class Grants
{
    /// <summary>Whether a grant on the resource, or on one that it lies in, gives the subject the permission.</summary>
    public static bool Reach(Subject subject, ResourceName resource, string permission)
    {
        var around = Around(subject.Rows, subject.Tenant, resource);
        var reaching = subject.Rows.All<Change.GrantPut>().Where(grant =>
            grant.Tenant == subject.Tenant && around.Contains(grant.Resource) && grant.Period.Contains(subject.Now) &&
            NaiveGlob.IsMatch(grant.Permission, permission) && IsFor(subject, grant.Grantee)).ToList();
        foreach (var grant in reaching)
            subject.Tally?.Count($"grant: {grant.Grantee.Kind}");
        subject.Met(reaching.Exists(grant => grant.Resource != resource), "grant: of a resource around");
        return reaching.Count > 0;
    }

    /// <summary>A resource and those that it lies in.</summary>
    public static HashSet<ResourceName> Around(Rows rows, Hash128 tenant, ResourceName resource) => Closure.Of(
        [resource], inner => rows.Find<Change.ResourceParentPut>((tenant, inner)) is { } row ? new[] { row.Parent } : []);

    /// <summary>How many levels of resources lie in one.</summary>
    public static int LevelsIn(Rows rows, Hash128 tenant, ResourceName resource)
    {
        var levels = 0;
        HashSet<ResourceName> level = [resource];
        while (true)
        {
            level = rows.All<Change.ResourceParentPut>().Where(row => row.Tenant == tenant && level.Contains(row.Parent)).Select(row => row.Resource).ToHashSet();
            if (level.Count == 0)
                return levels;
            levels++;
        }
    }

    private static bool IsFor(Subject subject, Grantee grantee) => grantee.Kind switch
    {
        HolderKind.User => grantee.Hash == subject.User.User,
        HolderKind.Group => Groups.Of(subject.Rows, subject.User.User).Contains(grantee.Hash),
        _ => Roles.Has(subject, grantee.Role),
    };
}
