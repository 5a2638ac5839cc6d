using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>
/// What readers keep follows the users that there are, not the changes that there were. Each user has a combination of roles of its
/// own, so as many things are kept as there are users, twice that when the roles need more than a word.
/// </summary>
public sealed class RoleMemoryTests
{
    private const int Users = 60;
    private const int Changes = 80;
    private const int FewRoles = 20;
    private const int ManyRoles = 100;

    [Theory]
    [InlineData(FewRoles, Users)]
    [InlineData(ManyRoles, 2 * Users)]
    public void Roles_GlobalRolesComeAndGo_KeepsWhatOneStateNeedsAndDecidesWithoutAllocating(int roles, int kept)
    {
        var snapshot = Populated(roles);
        AskAll(snapshot, roles);

        for (var change = 0; change < Changes; change++)
        {
            snapshot = World.Apply(snapshot, Renumbering(change));
            AskAll(snapshot, roles);
        }

        snapshot.KeptFor(World.Tenant("acme")).ShouldBe(kept);
        AllocatedByAsking(snapshot, roles).ShouldBe(0);
    }

    [Theory]
    [InlineData(FewRoles)]
    [InlineData(ManyRoles)]
    public void Roles_EarlierSnapshotIsAskedBetween_EachAnswersForItselfAndTheLaterOneStaysFree(int roles)
    {
        var earlier = Populated(roles);
        AskAll(earlier, roles);
        var later = World.Apply(earlier, Renumbering(0));

        for (var round = 0; round < 3; round++)
        {
            AskAll(later, roles);
            AskAll(earlier, roles);
        }

        AllocatedByAsking(later, roles).ShouldBe(0);
    }

    [Fact]
    public async Task Check_EarlierSnapshotIsReadWhileGlobalRolesAreRenumbered_EachAnswersForItself()
    {
        var current = Populated(ManyRoles);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var rounds = 0;
            while (rounds == 0 || !stop.IsCancellationRequested)
            {
                // The first question of each snapshot may come long after its successor's.
                var own = Volatile.Read(ref current);
                for (var round = 0; round < 3; round++, rounds++)
                    AskAll(own, ManyRoles);
            }

            return rounds;
        })).ToArray();

        for (var change = 0; change < 300; change++)
            Volatile.Write(ref current, World.Apply(current, Renumbering(change)));
        await stop.CancelAsync();

        (await Task.WhenAll(readers)).ShouldAllBe(rounds => rounds > 0);
    }

    [Fact]
    public void Roles_MembersMoveThroughMoreCombinationsThanAreKept_StaysBoundedAndAnswersRight()
    {
        var snapshot = World.Build([.. Roles(ManyRoles), User(0)]);
        for (var change = 0; change < 2000; change++)
        {
            var (a, b) = (change % 50, 50 + (change / 50));
            Change[] moved = [Member(a), Member(b)];
            snapshot = World.Apply(snapshot, moved);

            snapshot.Resolve(Claim(0)).RolesAt(0).ShouldBe($"r{a:D3},r{b:D3}");
            snapshot.Check(Claim(0), Question.Permission($"only.r{b:D3}"), 0).Allowed.ShouldBeTrue();
            snapshot.KeptFor(World.Tenant("acme")).ShouldBeLessThanOrEqualTo(200);

            snapshot = World.Apply(snapshot, moved.Cast<Change.MemberAdded>().Select(member => new Change.MemberRemoved(member.Group, member.User)));
        }
    }

    /// <summary>User n has the roles n mod <paramref name="roles"/>, the one 1 + n / <paramref name="roles"/> further, and the last.</summary>
    private static Snapshot Populated(int roles) => World.Build(
    [
        .. Roles(roles),
        .. Enumerable.Range(0, Users).SelectMany(user => (Change[])
        [
            User(user), .. RolesOf(user, roles).Select(role => Member(role, user)),
        ]),
    ]);

    private static IEnumerable<Change> Roles(int roles) =>
    [
        new Change.TenantPut("acme", Suspended: false),
        .. Enumerable.Range(0, roles).SelectMany(role => (Change[])
        [
            new Change.RolePut("", $"r{role:D3}", [$"only.r{role:D3}"]),
            new Change.GroupPut(World.Group("acme", $"g{role}"), World.Tenant("acme"), [$"r{role:D3}"]),
        ]),
    ];

    private static Change.UserPut User(int user) => new(World.User("acme", $"u{user}"), World.Tenant("acme"), Active: true, NotBefore: 0);

    private static Change.MemberAdded Member(int role, int user = 0) => new(World.Group("acme", $"g{role}"), World.User("acme", $"u{user}"));

    private static SortedSet<int> RolesOf(int user, int roles) => [user % roles, (user + 1 + (user / roles)) % roles, roles - 1];

    /// <summary>A role that comes before all others is there at every second change.</summary>
    private static Change Renumbering(int change) => change % 2 == 0 ? new Change.RolePut("", "aaa", ["none"]) : new Change.RoleRemoved("", "aaa");

    private static SubjectClaim Claim(int user) => new(World.Tenant("acme"), World.User("acme", $"u{user}"), SubjectClaim.NoToken);

    private static void AskAll(Snapshot snapshot, int roles)
    {
        for (var user = 0; user < Users; user++)
        {
            var has = RolesOf(user, roles);
            var asked = (user * 7) % roles;
            snapshot.Resolve(Claim(user)).RolesAt(0).ShouldBe(string.Join(',', has.Select(role => $"r{role:D3}")));
            snapshot.Check(Claim(user), Question.Permission($"only.r{user % roles:D3}"), 0).Allowed.ShouldBeTrue();
            snapshot.Check(Claim(user), Question.Permission($"only.r{asked:D3}"), 0).Allowed.ShouldBe(has.Contains(asked));
        }
    }

    private static long AllocatedByAsking(Snapshot snapshot, int roles)
    {
        var claims = Enumerable.Range(0, Users).Select(Claim).ToArray();
        var question = Question.Permission($"only.r{roles - 1:D3}");
        return Allocation.LeastOf(measurements: 3, rounds: 1, () =>
        {
            var allowed = 0;
            foreach (var claim in claims)
            {
                var subject = snapshot.Resolve(claim);
                if (subject.RolesAt(0).Length > 0 && snapshot.Decide(subject, question, 0).Allowed)
                    allowed++;
            }

            return allowed == Users ? allowed : throw new InvalidOperationException("Not all were allowed.");
        });
    }
}
