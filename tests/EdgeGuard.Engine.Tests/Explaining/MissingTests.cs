using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Explaining;

/// <summary>What is offered to a denied user of acme, above which is holding.</summary>
public class MissingTests
{
    private const long Now = 1_750_000_000_000;

    private static readonly Hash128 Holding = World.Tenant("holding");
    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 Ada = World.User("acme", "ada");
    private static readonly Hash128 Max = World.User("holding", "max");
    private static readonly ResourceName Plan = new("document", "plan");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("holding", Suspended: false),
        new Change.TenantPut("acme", Suspended: false, "holding"),
        new Change.UserPut(Ada, Acme, Active: true, NotBefore: 0),
        new Change.UserPut(Max, Holding, Active: true, NotBefore: 0));

    [Fact]
    public void Explain_UnknownTenant_OffersWhatNoChangeCanDo() =>
        Of(State, World.Tenant("nowhere"), Ada, Question.Permission("read")).ShouldBe(
            [
                "Tenant: CreateTenant()",
                "User: CreateUser()",
                "Permission read: AssignPermission(read)",
            ]);

    [Fact]
    public void Explain_UserOfAnotherTenant_OffersToCreateItHere()
    {
        Of(State, Holding, Ada, Question.Role("viewer")).ShouldBe(
            [
                "User: CreateUser()",
                "RoleDefinition viewer: DefineRole(viewer) RolePut",
                "Role viewer: AssignRole(viewer)",
            ]);
        State.Explain(Claim(Holding, Ada), Question.Role("viewer"), Now).Home.ShouldBe("acme");
    }

    [Fact]
    public void Explain_SuspendedAboveAndHere_OffersBothWithTheirParents()
    {
        var state = World.Apply(State, new Change.TenantPut("holding", Suspended: true), new Change.TenantPut("acme", Suspended: true, "holding"));

        Changes(state, Acme, Ada, Question.Role("viewer"))[..2].ShouldBe(
            [new Change.TenantPut("acme", Suspended: false, "holding"), new Change.TenantPut("holding", Suspended: false)]);
    }

    [Fact]
    public void Explain_InactiveUser_KeepsItsNotBeforeMark()
    {
        var state = World.Apply(State, new Change.UserPut(Ada, Acme, Active: false, NotBefore: 5), new Change.RolePut("", "viewer", []));

        Changes(state, Acme, Ada, Question.Role("viewer"))[0].ShouldBe(new Change.UserPut(Ada, Acme, Active: true, NotBefore: 5));
    }

    [Fact]
    public void Explain_RoleOfTheTenantAbove_IsOfferedThereAndInherited()
    {
        var state = World.Apply(State, new Change.RolePut("holding", "viewer", []));

        var addition = Only(state, Max, Question.Role("viewer"));

        addition.Above.ShouldBe("holding");
        addition.Change.ShouldBe(new Change.RoleAssigned(RoleHolder.User(Max), Holding, "viewer", Inherit: true, ActivePeriod.Always));
    }

    [Fact]
    public void Explain_RoleGivenForATime_IsExtendedNotReplaced()
    {
        var state = World.Apply(
            State,
            new Change.RolePut("", "viewer", []),
            new Change.RoleAssigned(RoleHolder.User(Ada), Acme, "viewer", Inherit: true, new(Now + 1, Now + 2)));

        Only(state, Ada, Question.Role("viewer")).ShouldBe(
            new Addition(AdditionKind.ExtendRole, "viewer", new Change.RoleAssigned(RoleHolder.User(Ada), Acme, "viewer", Inherit: true, new(Now, Now + 2))));
    }

    [Fact]
    public void Explain_RoleThatOneWhichIsHeldWouldBring_NeedsOnlyToBeDefined()
    {
        var state = World.Apply(
            State,
            new Change.RolePut("", "editor", []) { Parents = ["viewer"] },
            new Change.RoleAssigned(RoleHolder.User(Ada), Acme, "editor", Inherit: false, ActivePeriod.Always));

        Of(state, Acme, Ada, Question.Role("viewer")).ShouldBe(["RoleDefinition viewer: DefineRole(viewer) RolePut"]);
    }

    [Fact]
    public void Explain_GrantThatIsOver_IsExtended()
    {
        var state = World.Apply(State, new Change.GrantPut(Acme, Plan, Grantee.User(Ada), "read", new(1, 2)));

        Changes(state, Acme, Ada, Question.PermissionOn("read", Plan)).ShouldContain(
            new Change.GrantPut(Acme, Plan, Grantee.User(Ada), "read", new(1, ActivePeriod.End)));
    }

    [Fact]
    public void Explain_PlanOfAUserAboveThatIsNotInherited_IsExtendedToHere()
    {
        var state = World.Apply(
            State,
            new Change.PlanPut("pro", ["export"], "false", "[]"),
            new Change.PlanAssigned(PlanHolder.User(Max), "pro", Inherit: false, Now + 1, Now - 1));

        Changes(state, Acme, Max, Question.Feature("export"))[0].ShouldBe(
            new Change.PlanAssigned(PlanHolder.User(Max), "pro", Inherit: true, Now, ExpiresAt: -1));
    }

    [Fact]
    public void Explain_RolesThatBringTheOneWithThePermission_AreOfferedFewestPatternsFirst()
    {
        var state = World.Apply(
            State,
            new Change.RolePut("", "viewer", ["read"]),
            new Change.RolePut("", "admin", ["a", "b", "c"]) { Parents = ["viewer"] },
            new Change.RolePut("acme", "lead", []) { Parents = ["admin"] },
            new Change.RolePut("acme", "viewer", ["write"]));

        Of(state, Acme, Ada, Question.Permission("read")).ShouldBe(
            ["Permission read: AssignPermission(read) PermissionAssigned | AssignRole(lead) RoleAssigned | AssignRole(admin) RoleAssigned"]);
    }

    [Fact]
    public void Explain_MoreRolesThanAreOffered_CountsTheOthers()
    {
        var state = World.Apply(State, Enumerable.Range(0, 50).Select(i => new Change.RolePut("", $"role-{i}", ["read"])));

        var missing = state.Explain(Claim(Acme, Ada), Question.Permission("read"), Now).Missing.Single();

        missing.OneOf.Length.ShouldBe(Missing.MaxOffered);
        missing.Others.ShouldBe(50 + 1 - Missing.MaxOffered);
    }

    [Fact]
    public void Explain_FlagThatWouldNotGive_IsNotTurnedOn()
    {
        var state = World.Apply(State, new Change.FlagPut("export", On: false, "false", "false", "[]"));

        Of(state, Acme, Ada, Question.Feature("export")).ShouldBe(["Feature export: GiveFeature(export) TenantFeaturePut"]);
    }

    [Theory]
    [InlineData(QuestionKind.Role)]
    [InlineData(QuestionKind.Permission)]
    [InlineData(QuestionKind.Feature)]
    public void Explain_NameThatNoRowCanHold_OffersNothing(QuestionKind kind)
    {
        var explanation = State.Explain(Claim(Acme, Ada), new Question(kind, new string('x', 70_000)), Now);

        explanation.Missing.Single().OneOf.ShouldBeEmpty();
        ExplanationText.Of(explanation).ShouldContain("Nothing that could be added would help.");
    }

    [Fact]
    public void Explain_NoQuestion_OffersNothing() =>
        Of(State, Acme, Ada, Question.Role("viewer") with { Resource = Plan }).ShouldBe(["ValidQuestion: "]);

    private static SubjectClaim Claim(Hash128 tenant, Hash128 user) => new(tenant, user, SubjectClaim.NoToken);

    private static IEnumerable<string> Of(Snapshot state, Hash128 tenant, Hash128 user, Question question) =>
        state.Explain(Claim(tenant, user), question, Now).Missing.Select(missing =>
            $"{missing.Kind} {missing.Name}".TrimEnd() + ": " + string.Join(" | ", missing.OneOf.Select(addition =>
                $"{addition.Kind}({addition.Name}) {addition.Change?.GetType().Name}".TrimEnd())));

    private static List<Change> Changes(Snapshot state, Hash128 tenant, Hash128 user, Question question) =>
        [.. state.Explain(Claim(tenant, user), question, Now).Missing.SelectMany(missing => missing.OneOf).Select(addition => addition.Change!)];

    private static Addition Only(Snapshot state, Hash128 user, Question question) =>
        state.Explain(Claim(Acme, user), question, Now).Missing.Single().OneOf.Single();
}
