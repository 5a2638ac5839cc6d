using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>Targets E1 and E3 to E5, each as one line: name, measured, target, verdict.</summary>
internal static class EngineTargets
{
    private const int Repetitions = 9;
    private const int Checks = 400_000;

    /// <summary>Arguments: the number of users (1,000,000 if not given).</summary>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var users = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        foreach (var distinct in (bool[])[false, true])
        {
            Console.WriteLine($"# {users:N0} users, {(distinct ? "every user its own ten groups" : "fifty combinations of ten groups a tenant")}");
            Run(new Directory(users, distinct));
        }

        return 0;
    }

    // On its own, so that nothing of one directory is alive when the next is measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(Directory directory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var snapshot = directory.Build();
        watch.Stop();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Memory(directory, bytes, watch.Elapsed);
        Decisions(directory, snapshot, bytes);
        Changes(directory, snapshot);
    }

    private static void Memory(Directory directory, long bytes, TimeSpan built)
    {
        var limit = directory.Users >= 10_000_000 ? 90 : 95;
        Line("E4 bytes a user, one key", (double)bytes / directory.Users, limit, "B");
        Console.WriteLine($"   (built in {built.TotalSeconds:F2} s)");

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var withAliases = directory.Build(aliases: 1);
        var added = GC.GetTotalMemory(forceFullCollection: true) - before - bytes;
        GC.KeepAlive(withAliases);
        Line("E4 bytes a further key", (double)added / directory.Users, 32, "B");
    }

    private static void Decisions(Directory directory, Snapshot snapshot, long snapshotBytes)
    {
        var random = new Random(7);
        var (tenants, ids) = Inputs(directory, random);
        var chase = new PointerChase(snapshotBytes, random);
        var hashes = Enumerable.Range(0, directory.Tenants).Select(tenant => directory.Hasher.Tenant(Directory.TenantKey(tenant))).ToArray();
        // The first round keeps the roles of the combinations of groups that it meets; the second lets the compiler finish.
        Check(directory, snapshot, hashes, tenants, ids);
        Check(directory, snapshot, hashes, tenants, ids);
        var (ratios, times, allocated) = (new double[Repetitions], new double[Repetitions], 0L);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var start = Stopwatch.GetTimestamp();
            chase.Run(Checks);
            var chased = Stopwatch.GetElapsedTime(start);
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            start = Stopwatch.GetTimestamp();
            Check(directory, snapshot, hashes, tenants, ids);
            var checkedFor = Stopwatch.GetElapsedTime(start);
            allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
            ratios[repetition] = checkedFor / chased;
            times[repetition] = checkedFor.TotalNanoseconds / Checks;
        }

        Array.Sort(ratios);
        Array.Sort(times);
        Line("E1 decision / pointer chase", ratios[Repetitions / 2], directory.Users >= 10_000_000 ? 1.5 : 1.35, "x");
        Console.WriteLine($"   ({times[Repetitions / 2]:F0} ns a decision about a random user, the id as text)");
        Line("E3 bytes allocated a decision", (double)allocated / (Repetitions * Checks), 0, "B");
    }

    private static void Changes(Directory directory, Snapshot snapshot)
    {
        var random = new Random(8);
        var users = new Hash128[20_000];
        var tenants = new Hash128[users.Length];
        for (var i = 0; i < users.Length; i++)
        {
            var user = random.Next(directory.Users);
            (users[i], tenants[i]) = (directory.User(user), directory.Tenant(user));
        }

        for (var round = 0; round < 2; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < users.Length; i++)
                snapshot = Applied(snapshot, new Change.UserPut(users[i], tenants[i], Active: round == 1, NotBefore: 0));
            if (round == 1)
                Line("E5 one user's status", Stopwatch.GetElapsedTime(start).TotalMicroseconds / users.Length, 5, "us");
        }

        var members = Enumerable.Range(0, users.Length)
            .Select(i => { var user = random.Next(directory.Users); return new Change.MemberAdded(directory.Group(user / Directory.UsersPerTenant, random.Next(Directory.GroupsPerTenant)), directory.User(user)); })
            .ToArray();
        var started = Stopwatch.GetTimestamp();
        foreach (var member in members)
            snapshot = Applied(snapshot, member);
        Line("E5 one user's membership", Stopwatch.GetElapsedTime(started).TotalMicroseconds / members.Length, 5, "us");

        started = Stopwatch.GetTimestamp();
        snapshot = Applied(snapshot, new Change.RolePut("", "role-3", ["documents3.read"]));
        snapshot.Check(directory.Claim(0), directory.Questions[0], 0);
        Line("E5 a role that everyone has", Stopwatch.GetElapsedTime(started).TotalMilliseconds, 5, "ms");

        started = Stopwatch.GetTimestamp();
        snapshot = Applied(snapshot, new Change.GroupPut(directory.Group(0, 0), directory.Tenant(0), ["role-1", "role-2"]));
        snapshot.Check(directory.Claim(0), directory.Questions[0], 0);
        Line("E5 a group's roles", Stopwatch.GetElapsedTime(started).TotalMilliseconds, 5, "ms");
    }

    private static Snapshot Applied(Snapshot snapshot, Change change)
    {
        var builder = snapshot.ToBuilder();
        Directory.Apply(builder, change);
        return builder.Build(snapshot.Epoch, snapshot.Version + 1);
    }

    /// <summary>Random users; their ids lie one after the other, so that reading the question costs no miss of its own.</summary>
    private static (int[] Tenants, char[] Ids) Inputs(Directory directory, Random random)
    {
        var (tenants, ids) = (new int[Checks], new char[Checks * Directory.IdLength]);
        for (var i = 0; i < Checks; i++)
        {
            var user = random.Next(directory.Users);
            tenants[i] = user / Directory.UsersPerTenant;
            Directory.WriteId(user, ids.AsSpan(i * Directory.IdLength));
        }

        return (tenants, ids);
    }

    private static int Check(Directory directory, Snapshot snapshot, Hash128[] hashes, int[] tenants, char[] ids)
    {
        var allowed = 0;
        for (var i = 0; i < tenants.Length; i++)
        {
            var tenant = hashes[tenants[i]];
            var subject = directory.Hasher.Subject(tenant, SubjectKeyKind.Id, ids.AsSpan(i * Directory.IdLength, Directory.IdLength));
            allowed += snapshot.Check(new SubjectClaim(tenant, subject, SubjectClaim.NoToken), directory.Questions[i & 3], now: 0).Allowed ? 1 : 0;
        }

        return allowed;
    }

    private static void Line(string name, double measured, double target, string unit) =>
        Console.WriteLine($"{name,-34} {measured,10:F2} {unit,-3} {target,8:F2} {unit,-3} {(measured <= target ? "ok" : "MISSED")}");
}
