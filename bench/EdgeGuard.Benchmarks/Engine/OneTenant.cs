using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>A group that everyone of a large tenant is in: what a change of its roles costs, and what it costs the checks after it.</summary>
internal static class OneTenant
{
    private const int Checks = 400_000;

    public static void Run(TargetReport report, int users)
    {
        report.Part($"{users:N0} members of one group");
        var directory = new Directory(users, distinct: false);
        var (tenant, group) = (directory.Hasher.Tenant("one"), directory.Hasher.Group(directory.Hasher.Tenant("one"), "all"));
        var builder = Snapshot.Empty(directory.Hasher, default).ToBuilder();
        for (var role = 0; role < 20; role++)
            Directory.Apply(builder, Directory.RolePut(role));
        Directory.Apply(builder, new Change.TenantPut("one", Suspended: false));
        Directory.Apply(builder, Put(1));
        for (var user = 0; user < users; user++)
        {
            Directory.Apply(builder, new Change.UserPut(directory.User(user), tenant, Active: true, NotBefore: 0));
            Directory.Apply(builder, new Change.MemberAdded(group, directory.User(user)));
        }

        var snapshot = builder.Build(default, 1);
        var random = new Random(5);
        var claims = Enumerable.Range(0, Checks).Select(_ => new SubjectClaim(tenant, directory.User(random.Next(users)), SubjectClaim.NoToken)).ToArray();
        var question = Question.Permission("documents1.read");
        var changes = new List<double>();
        var times = new Interleaved(Ask, () => { changes.Add(ChangeTargets.Once(directory, ref snapshot, Put(1 + (changes.Count & 1)))); Ask(); });
        report.Line("E5 roles of a group of so many", Interleaved.Median([.. changes]), 5, "ms");
        report.Figure($"   {Checks:N0} checks with the change before them", times.Ratio(1), "x", "those without it are 1");

        Change.GroupPut Put(int role) => new(group, tenant, [$"role-{role}"]);

        void Ask()
        {
            foreach (var claim in claims)
                snapshot.Check(claim, question, 0);
        }
    }
}
