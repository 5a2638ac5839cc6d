using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Groups and what lies in them.</summary>
internal static class Groups
{
    /// <summary>The groups a user is a member of, itself or through a group inside another.</summary>
    public static HashSet<Hash128> Of(Rows rows, Hash128 user) =>
        Closure.Of(rows.All<Change.MemberAdded>().Where(row => row.User == user).Select(row => row.Group), group => Around(rows, group));

    /// <summary>The groups that one is nested in.</summary>
    public static IEnumerable<Hash128> Around(Rows rows, Hash128 group) =>
        rows.All<Change.GroupNested>().Where(row => row.Child == group).Select(row => row.Parent);
}
