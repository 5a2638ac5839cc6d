using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Decisions;

/// <summary>
/// The first question that a state is asked about a user takes the long way, the next ones the quick one. One state after the other is asked
/// twice, while what they share remembers; each time a copy that was never asked says what is right.
/// </summary>
public sealed class QuickPathTests
{
    private const long Now = 1000;

    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 Shop = World.Tenant("shop");
    private static readonly Hash128 Ann = World.User("acme", "ann");
    private static readonly Hash128 Bob = World.User("acme", "bob");
    private static readonly Hash128 Staff = World.Group("acme", "staff");
    private static readonly Hash128 Outer = World.Group("acme", "outer");
    private static readonly Hash128 Alias = World.ExternalId("acme", "a-1");

    private static readonly Snapshot Start = World.Build(
        new Change.TenantPut("acme", Suspended: false),
        new Change.TenantPut("shop", Suspended: false, "acme"),
        new Change.RolePut("", "viewer", ["documents.read"]),
        new Change.RolePut("", "editor", ["documents.*"]),
        new Change.GroupPut(Staff, Acme, ["viewer"]),
        new Change.GroupPut(Outer, Acme, ["editor"]),
        new Change.UserPut(Ann, Acme, Active: true, NotBefore: 0),
        new Change.UserPut(Bob, Acme, Active: true, NotBefore: 0),
        new Change.AliasPut(Alias, Ann),
        new Change.MemberAdded(Staff, Ann),
        new Change.MemberAdded(Staff, Bob));

    private static readonly Question[] Questions =
    [
        Question.Permission("documents.read"), Question.Permission("documents.write"), Question.Permission(""), Question.Role("viewer"), Question.Role("editor"),
        Question.Role("none"), Question.Feature("sso"), default, new((QuestionKind)99, "documents.read"), Question.PermissionOn("documents.read", new("document", "1")),
    ];

    private static readonly SubjectClaim[] Claims =
    [
        .. from tenant in (Hash128[])[Acme, Shop, World.Tenant("none")]
           from user in (Hash128[])[Ann, Bob, Alias, World.User("acme", "nobody")]
           from issued in (long[])[SubjectClaim.NoToken, 5]
           select new SubjectClaim(tenant, user, issued),
    ];

    /// <summary>One thing after the other that has a say in a decision, put in and taken out again.</summary>
    public static TheoryData<string, Change[]> Stories => new()
    {
        { "suspended", [new Change.TenantPut("acme", Suspended: true), new Change.TenantPut("acme", Suspended: false)] },
        { "suspended above", [new Change.TenantPut("top", Suspended: true), new Change.TenantPut("acme", Suspended: false, "top"), new Change.TenantPut("top", Suspended: false), new Change.TenantPut("acme", Suspended: false)] },
        { "inactive", [new Change.UserPut(Ann, Acme, Active: false, NotBefore: 0), new Change.UserPut(Ann, Acme, Active: true, NotBefore: 0)] },
        { "not before", [new Change.UserPut(Ann, Acme, Active: true, NotBefore: 5), new Change.UserPut(Ann, Acme, Active: true, NotBefore: 4), new Change.UserPut(Ann, Acme, Active: true, NotBefore: 0)] },
        { "removed", [new Change.MemberRemoved(Staff, Ann), new Change.AliasRemoved(Alias), new Change.UserRemoved(Ann), new Change.UserPut(Ann, Acme, Active: true, NotBefore: 0), new Change.AliasPut(Alias, Bob)] },
        { "membership", [new Change.MemberRemoved(Staff, Ann), new Change.MemberAdded(Outer, Ann), new Change.MemberRemoved(Outer, Ann), new Change.MemberAdded(Staff, Ann)] },
        { "roles of the group", [new Change.GroupPut(Staff, Acme, []), new Change.GroupPut(Staff, Acme, ["editor"]), new Change.GroupPut(Staff, Acme, ["viewer"])] },
        { "nesting", [new Change.GroupNested(Outer, Staff), new Change.GroupPut(Outer, Acme, []), new Change.GroupPut(Outer, Acme, ["editor"]), new Change.GroupUnnested(Outer, Staff)] },
        { "global role", [new Change.RolePut("", "viewer", []), new Change.RolePut("", "viewer", []) { Parents = ["editor"] }, new Change.RoleRemoved("", "editor"), new Change.RolePut("", "aaa", ["documents.write"]), new Change.RolePut("", "viewer", ["documents.read"])] },
        { "own role", [new Change.RolePut("acme", "viewer", ["documents.write"]), new Change.RolePut("acme", "viewer", []), new Change.RolePut("acme", "aaa", ["documents.*"]), new Change.RoleRemoved("acme", "viewer"), new Change.RoleRemoved("acme", "aaa")] },
        { "own role below", [new Change.RolePut("shop", "viewer", ["documents.write"]), new Change.RoleAssigned(RoleHolder.User(Ann), Shop, "viewer", Inherit: false, ActivePeriod.Always), new Change.RoleUnassigned(RoleHolder.User(Ann), Shop, "viewer")] },
        { "role of the user", [.. Given(RoleHolder.User(Ann))] },
        { "role of the group", [.. Given(RoleHolder.Group(Staff))] },
        { "role of the group around", [new Change.GroupPut(Outer, Acme, []), new Change.GroupNested(Outer, Staff), .. Given(RoleHolder.Group(Outer))] },
        { "permission of the user", [new Change.PermissionAssigned(Ann, Acme, "documents.write", Inherit: true, ActivePeriod.Always), new Change.PermissionUnassigned(Ann, Acme, "documents.write")] },
        { "linked feature", [new Change.FeaturePut("sso", ["documents.read"]), new Change.TenantFeaturePut(Acme, "sso", -1), new Change.TenantFeaturePut(Acme, "sso", Now), new Change.TenantFeatureRemoved(Acme, "sso"), new Change.FeatureRemoved("sso")] },
        { "grant", [new Change.GrantPut(Acme, new("document", "1"), Grantee.User(Bob), "documents.read", ActivePeriod.Always), new Change.GrantRemoved(Acme, new("document", "1"), Grantee.User(Bob), "documents.read")] },
        { "more roles than a word holds", [.. Enumerable.Range(0, 70).Select(role => new Change.RolePut("", $"role-{role:D2}", [])), .. Enumerable.Range(0, 70).Select(role => new Change.RoleRemoved("", $"role-{role:D2}"))] },
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void Check_AfterEachChange_IsWhatANewStateSaysAtFirst(string story, Change[] changes)
    {
        List<(Snapshot State, Reason[] Reasons)> states = [(Start, FirstAnswers(Start))];
        foreach (var change in changes)
        {
            Answers(states[^1].State).ShouldBe(states[^1].Reasons, story);
            var next = World.Apply(states[^1].State, change);
            states.Add((next, FirstAnswers(next)));
            Answers(next).ShouldBe(states[^1].Reasons, $"{story}: {change}");
            Answers(next).ShouldBe(states[^1].Reasons, $"{story}: {change}, asked again");
        }

        foreach (var (state, reasons) in Enumerable.Reverse(states))
            Answers(state).ShouldBe(reasons, $"{story}: version {state.Version}, long after");
    }

    private static IEnumerable<Change> Given(RoleHolder holder)
    {
        foreach (var period in (ActivePeriod[])[ActivePeriod.Always, new(Now, Now), new(Now + 1, ActivePeriod.End)])
        {
            foreach (var (tenant, inherit) in ((Hash128, bool)[])[(Acme, false), (Acme, true), (Shop, false)])
            {
                yield return new Change.RoleAssigned(holder, tenant, "editor", inherit, period);
                yield return new Change.RoleUnassigned(holder, tenant, "editor");
            }
        }
    }

    private static Reason[] Answers(Snapshot state) => [.. from claim in Claims from question in Questions select state.Check(claim, question, Now).Reason];

    /// <summary>Of a copy for each claim and question, none of which remembers anything.</summary>
    private static Reason[] FirstAnswers(Snapshot state)
    {
        Change[] rows = [.. state.Export()];
        return [.. from claim in Claims from question in Questions select World.Build(rows).Check(claim, question, Now).Reason];
    }
}
