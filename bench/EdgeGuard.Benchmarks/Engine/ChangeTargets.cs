using System.Diagnostics;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>E5: what applying one change costs, each as an entry of its own: a builder, the change, a snapshot.</summary>
internal static class ChangeTargets
{
    private const int Changes = 20_000;

    /// <summary>Time of one user's status and membership in microseconds, medians over rounds.</summary>
    public static (double Status, double Membership, double MembershipBytes) OfUsers(Directory directory, Snapshot snapshot)
    {
        var random = new Random(8);
        var users = Enumerable.Range(0, Changes).Select(_ => random.Next(directory.Users)).ToArray();
        var (hashes, groups) = (users.Select(directory.User).ToArray(), users.Select(user => directory.Group(user / Directory.UsersPerTenant, random.Next(Directory.GroupsPerTenant))).ToArray());
        var (statuses, members, bytes) = (new List<double>(), new List<double>(), 0.0);
        for (var round = 0; round < 6; round++)
        {
            var active = round % 2 == 1;
            statuses.Add(Time(ref snapshot, i => new Change.UserPut(hashes[i], directory.Tenant(users[i]), active, NotBefore: 0)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            members.Add(Time(ref snapshot, i => active ? new Change.MemberRemoved(groups[i], hashes[i]) : new Change.MemberAdded(groups[i], hashes[i])));
            bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Changes;
        }

        return (Interleaved.Median([.. statuses.Skip(2)]), Interleaved.Median([.. members.Skip(2)]), bytes);
    }

    public static void Run(TargetReport report, Directory directory, Snapshot snapshot)
    {
        var (status, membership, bytes) = OfUsers(directory, snapshot);
        report.Line("E5 one user's status", status, 5, "us");
        report.Line("E5 one user's membership", membership, 5, "us", $"{bytes:F0} bytes allocated");

        var small = new Directory(10_000, distinct: true);
        var ofSmall = OfUsers(small, small.Build());
        report.Line("E5 membership here / at 10,000 users", membership / ofSmall.Membership, 3, "x", $"status {status / ofSmall.Status:F2} x");

        report.Line("E5 a role that everyone has", Once(directory, ref snapshot, new Change.RolePut("", "role-3", ["documents3.read"])), 5, "ms");
        report.Line("E5 a group's roles", Once(directory, ref snapshot, new Change.GroupPut(directory.Group(0, 0), directory.Tenant(0), ["role-1", "role-2"])), 5, "ms");
    }

    /// <summary>Milliseconds until the change is applied and a question answered by it.</summary>
    public static double Once(Directory directory, ref Snapshot snapshot, Change change)
    {
        var start = Stopwatch.GetTimestamp();
        snapshot = Applied(snapshot, change);
        snapshot.Check(directory.Claim(0), directory.Questions[0], 0);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Time(ref Snapshot snapshot, Func<int, Change> changeOf)
    {
        var changes = Enumerable.Range(0, Changes).Select(changeOf).ToArray();
        var start = Stopwatch.GetTimestamp();
        foreach (var change in changes)
            snapshot = Applied(snapshot, change);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Changes;
    }

    private static Snapshot Applied(Snapshot snapshot, Change change)
    {
        var builder = snapshot.ToBuilder();
        Directory.Apply(builder, change);
        return builder.Build(snapshot.Epoch, snapshot.Version + 1);
    }
}
