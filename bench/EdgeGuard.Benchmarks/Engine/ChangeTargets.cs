using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>E5: what applying one change costs, each as an entry of its own: a builder, the change, a snapshot.</summary>
internal static class ChangeTargets
{
    private const int Changes = 20_000;

    /// <summary>E5 of one user alone, which takes a fifth of the time of all targets. Arguments: the number of users (1,000,000 if not given).</summary>
    public static int RunAlone(ReadOnlySpan<string> arguments)
    {
        var users = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var report = new TargetReport();
        foreach (var distinct in (bool[])[false, true])
        {
            report.Part(EngineTargets.Title(users, distinct));
            RunAlone(report, new Directory(users, distinct));
        }

        return 0;
    }

    /// <summary>What one user's status and membership cost, medians over rounds.</summary>
    public static (ChangeCost Status, ChangeCost Membership) OfUsers(Directory directory, Snapshot snapshot)
    {
        var random = new Random(8);
        var users = Enumerable.Range(0, Changes).Select(_ => random.Next(directory.Users)).ToArray();
        var (hashes, groups) = (users.Select(directory.User).ToArray(), users.Select(user => directory.Group(user / Directory.UsersPerTenant, random.Next(Directory.GroupsPerTenant))).ToArray());
        var (statuses, members) = (new List<ChangeCost>(), new List<ChangeCost>());
        for (var round = 0; round < 6; round++)
        {
            var active = round % 2 == 1;
            statuses.Add(Cost(ref snapshot, i => new Change.UserPut(hashes[i], directory.Tenant(users[i]), active, NotBefore: 0)));
            members.Add(Cost(ref snapshot, i => active ? new Change.MemberRemoved(groups[i], hashes[i]) : new Change.MemberAdded(groups[i], hashes[i])));
        }

        return (Median(statuses), Median(members));
    }

    public static void Run(TargetReport report, Directory directory, Snapshot snapshot)
    {
        OfUsers(report, directory, snapshot);
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

    // On its own, so that nothing of one directory is alive when the next is measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunAlone(TargetReport report, Directory directory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = directory.Build();
        report.Figure("   bytes a user", (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / directory.Users, "B");
        OfUsers(report, directory, snapshot);
    }

    private static void OfUsers(TargetReport report, Directory directory, Snapshot snapshot)
    {
        var (status, membership) = OfUsers(directory, snapshot);
        report.Line("E5 one user's status", status.Microseconds, 5, "us", $"{status.Bytes:F0} bytes allocated");
        report.Line("E5 one user's membership", membership.Microseconds, 5, "us", $"{membership.Bytes:F0} bytes allocated");

        var small = new Directory(10_000, distinct: true);
        var (smallStatus, smallMembership) = OfUsers(small, small.Build());
        report.Line(
            "E5 membership here / at 10,000 users", membership.Microseconds / smallMembership.Microseconds, 3, "x",
            $"status {status.Microseconds / smallStatus.Microseconds:F2} x");
    }

    private static ChangeCost Median(List<ChangeCost> costs) => costs.Skip(2).OrderBy(cost => cost.Microseconds).ElementAt((costs.Count - 2) / 2);

    private static ChangeCost Cost(ref Snapshot snapshot, Func<int, Change> changeOf)
    {
        var changes = Enumerable.Range(0, Changes).Select(changeOf).ToArray();
        var (start, bytes) = (ThreadClock.Now, GC.GetAllocatedBytesForCurrentThread());
        foreach (var change in changes)
            snapshot = Applied(snapshot, change);
        return new ChangeCost((ThreadClock.Now - start) / 1000 / Changes, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / Changes);
    }

    private static Snapshot Applied(Snapshot snapshot, Change change)
    {
        var builder = snapshot.ToBuilder();
        Directory.Apply(builder, change);
        return builder.Build(snapshot.Epoch, snapshot.Version + 1);
    }
}
