using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Readers take whichever snapshot is current while a writer changes roles, mappings and members under them.</summary>
public sealed class ConcurrentReadTests
{
    private const int Users = 200;
    private const int Versions = 1500;

    [Fact]
    public async Task Check_WhileSnapshotsAreSwapped_AlwaysAnswersForItsOwnVersion()
    {
        // At version v exactly the permission "at.{v % 7}" is granted, by a path that changes in a different place each time.
        var current = World.Build(
        [
            new Change.TenantPut("acme", Suspended: false),
            .. Enumerable.Range(0, 7).Select(role => new Change.RolePut("", $"role{role}", [$"at.{role}"])),
            new Change.GroupPut(World.Group("acme", "g"), World.Tenant("acme"), ["role1"]),
            new Change.GroupPut(World.Group("acme", "outer"), World.Tenant("acme"), []),
            .. Enumerable.Range(0, Users).SelectMany(user => (Change[])
            [
                new Change.UserPut(World.User("acme", $"u{user}"), World.Tenant("acme"), Active: true, NotBefore: 0),
                new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", $"u{user}")),
            ]),
        ]);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(reader => Task.Run(() => Read(() => Volatile.Read(ref current), reader, stop.Token))).ToArray();

        for (var version = 2; version <= Versions; version++)
            Volatile.Write(ref current, World.Apply(current, Next(version)));
        await stop.CancelAsync();

        (await Task.WhenAll(readers)).ShouldAllBe(checks => checks > 0);
    }

    private static Change[] Next(int version)
    {
        var (wanted, other) = ($"role{version % 7}", $"role{(version + 1) % 7}");
        var nested = version % 4 < 2;
        var (outer, inner) = (World.Group("acme", "outer"), World.Group("acme", "g"));
        Change[] others = [new Change.MemberRemoved(World.Group("acme", "g"), World.User("acme", $"u{version % Users}")), new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", $"u{version % Users}"))];
        return
        [
            // Half the time the role comes from the group around the one that all are in.
            new Change.GroupPut(inner, World.Tenant("acme"), nested ? [] : [wanted]),
            new Change.GroupPut(outer, World.Tenant("acme"), [nested ? wanted : other]),
            nested ? new Change.GroupNested(outer, inner) : new Change.GroupUnnested(outer, inner),
            // Every third time the role's number changes as well, because another comes before it or goes.
            version % 6 < 3 ? new Change.RolePut("", "aaa", ["none"]) : new Change.RoleRemoved("", "aaa"),
            .. others,
        ];
    }

    private static int Read(Func<Snapshot> current, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        var checks = 0;
        while (checks == 0 || !stop.IsCancellationRequested)
        {
            var snapshot = current();
            var claim = new SubjectClaim(World.Tenant("acme"), World.User("acme", $"u{random.Next(Users)}"), SubjectClaim.NoToken);
            var asked = random.Next(7);

            var decision = snapshot.Check(claim, Question.Permission($"at.{asked}"), 0);

            decision.Version.ShouldBe(snapshot.Version);
            decision.Allowed.ShouldBe(asked == snapshot.Version % 7, $"version {snapshot.Version}, asked {asked}");
            snapshot.Resolve(claim).RolesAt(0).ShouldBe($"role{snapshot.Version % 7}");
            checks++;
        }

        return checks;
    }
}
