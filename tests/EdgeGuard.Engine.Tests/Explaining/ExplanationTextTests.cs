using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Explaining;

/// <summary>Ada of acme, who is a member of sales, which is in staff; east is below acme.</summary>
public class ExplanationTextTests
{
    private const long Now = 1_750_000_000_000;

    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 East = World.Tenant("east");
    private static readonly Hash128 Ada = World.User("acme", "ada");
    private static readonly Hash128 Sales = World.Group("acme", "sales");
    private static readonly Hash128 Staff = World.Group("acme", "staff");
    private static readonly ResourceName Plan = new("document", "plan");
    private static readonly ResourceName Drawer = new("folder", "drawer");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("acme", Suspended: false),
        new Change.TenantPut("east", Suspended: false, "acme"),
        new Change.RolePut("", "viewer", ["documents.read"]),
        new Change.RolePut("", "editor", ["documents.edit"]) { Parents = ["viewer"] },
        new Change.GroupPut(Sales, Acme, []),
        new Change.GroupPut(Staff, Acme, []),
        new Change.GroupNested(Staff, Sales),
        new Change.UserPut(Ada, Acme, Active: true, NotBefore: 0),
        new Change.MemberAdded(Sales, Ada));

    [Fact]
    public void Of_PermissionByNestedGroupParentRoleAndTenantAbove_TellsThePath()
    {
        var state = World.Apply(State, new Change.RoleAssigned(RoleHolder.Group(Staff), Acme, "editor", Inherit: true, new(Now - 1, Now + 1)));

        Tell(state, East, Question.Permission("documents.read")).ShouldBe(
            """
            Allowed: permission documents.read for user ada (of tenant acme) in tenant east, at 2025-06-15T15:06:40Z, version 2
              By role editor, which brings role viewer, which has permission documents.read
                given to group staff in tenant acme, above this one from 2025-06-15T15:06:39.999Z until 2025-06-15T15:06:40.001Z
                the user is in group sales, which is in group staff
            """);
    }

    [Fact]
    public void Of_DirectPermission_TellsIt()
    {
        var state = World.Apply(State, new Change.PermissionAssigned(Ada, Acme, "documents.*", Inherit: false, ActivePeriod.Always));

        Tell(state, Acme, Question.Permission("documents.read")).ShouldBe(
            """
            Allowed: permission documents.read for user ada in tenant acme, at 2025-06-15T15:06:40Z, version 2
              By permission documents.*, given to the user in tenant acme
            """);
    }

    [Fact]
    public void Of_GrantToARoleOnTheFolder_TellsBoth()
    {
        var state = World.Apply(
            State,
            new Change.GroupPut(Sales, Acme, ["viewer"]),
            new Change.ResourceParentPut(Acme, Plan, Drawer),
            new Change.GrantPut(Acme, Drawer, Grantee.RoleOf("viewer"), "documents.*", ActivePeriod.Always));

        Tell(state, Acme, Question.PermissionOn("documents.sign", Plan)).ShouldBe(
            """
            Allowed: permission documents.sign on document plan for user ada in tenant acme, at 2025-06-15T15:06:40Z, version 2
              By permission documents.*, granted to role viewer on folder drawer
                document plan, which lies in folder drawer
                By role viewer
                  given to group sales by a rule of its connection in tenant acme
            """);
    }

    [Fact]
    public void Of_PermissionThatIsMissing_TellsNearMissesAndOffers()
    {
        var state = World.Apply(
            State,
            new Change.RoleAssigned(RoleHolder.Group(Sales), Acme, "viewer", Inherit: false, ActivePeriod.Always),
            new Change.RoleAssigned(RoleHolder.User(Ada), East, "editor", Inherit: false, new(ActivePeriod.Beginning, Now - 1)));

        Tell(state, East, Question.Permission("documents.read")).ShouldBe(
            """
            Denied, MISSING_PERMISSION: permission documents.read for user ada (of tenant acme) in tenant east, at 2025-06-15T15:06:40Z, version 2
              Given, but it does not count here and now:
                By role editor, which brings role viewer, which has permission documents.read
                  given to the user in tenant east until 2025-06-15T15:06:39.999Z
                  but no longer
                By role viewer, which has permission documents.read
                  given to group sales in tenant acme, above this one
                  but not for the tenants below
              Missing:
                Nothing gives the user permission documents.read here.
                  One of these would do:
                    - give the user permission documents.read
                    - let role editor, which the user is given, count now
                    - give the user role viewer
            """);
    }

    [Fact]
    public void Of_EverythingMissing_TellsAll()
    {
        var state = World.Apply(
            State,
            new Change.TenantPut("acme", Suspended: true),
            new Change.UserPut(Ada, Acme, Active: false, NotBefore: Now),
            new Change.FeaturePut("sign", ["documents.sign"]));

        Tell(state, East, Question.PermissionOn("documents.sign", Plan), issuedAt: Now).ShouldBe(
            """
            Denied, TENANT_SUSPENDED: permission documents.sign on document plan for user ada (of tenant acme) in tenant east, at 2025-06-15T15:06:40Z, version 2
              The permission is linked to features, of which one is needed:
                Feature sign: no
                  nothing gives it to anyone here
              Missing, all 5 of these:
                Tenant acme, above this one, is suspended.
                  This would do: resume tenant acme
                The user is not active.
                  This would do: activate the user
                The token was issued at 2025-06-15T15:06:40Z, and only those issued after 2025-06-15T15:06:40Z count.
                  This would do: sign in again
                Nothing gives the user permission documents.sign here.
                  One of these would do:
                    - grant the user permission documents.sign on the resource
                    - give the user permission documents.sign
                None of the features that the permission is linked to is given here.
                  This would do: give the tenant feature sign
            """);
    }

    [Fact]
    public void Of_FeatureThatIsMissing_TellsEachSource()
    {
        const string rules =
            """
            [
              {"conditionLogic":"and","treatment":"true","conditions":[
                {"attribute":"age","op":"greater_than","value":{"number":17}},
                {"attribute":"country","op":"in_list","negate":true,"value":{"list":["DE"]}}]},
              {"conditionLogic":"or","treatment":"false","conditions":[
                {"attribute":"vip","op":"is","value":{"boolean":true}},
                {"attribute":"age","op":"starts_with","value":{"list":["1"]}},
                {"attribute":"age","op":"above","value":{}},
                {"attribute":"age","op":"equal","value":{"number":"1"}}]}
            ]
            """;
        var state = World.Apply(
            State,
            new Change.PlanPut("pro", ["export"], "false", rules),
            new Change.PlanPut("trial", ["export"], "false", "[]"),
            new Change.FlagPut("export", On: false, "false", "true", "[]"),
            new Change.TenantFeaturePut(Acme, "export", Now - 1),
            new Change.PlanAssigned(PlanHolder.Tenant(Acme), "trial", Inherit: false, Now + 1, ExpiresAt: -1));
        var attributes = AttributeSet.Empty.WithCustom([new("age", AttributeValue.Of(18)), new("country", AttributeValue.Of("DE"))]);

        Tell(state, Acme, Question.Feature("export") with { Attributes = attributes }).ShouldBe(
            """
            Denied, BUNDLE_EXPIRED: feature export for user ada in tenant acme, at 2025-06-15T15:06:40Z, version 2
              Feature export: no, it has expired
                given to the tenant until 2025-06-15T15:06:39.999Z, but no longer
                in plan trial, given to tenant acme from 2025-06-15T15:06:40.001Z, but not yet
                flag, off: which does not give it
                targeting of plan pro: no rule matched, so the default, which does not give it
                  rule 1 did not match, and would have given it:
                    country not in_list: it is not so (/0/conditions/1)
                  rule 2 did not match, nor would it have given it:
                    vip is: the attribute is missing (/1/conditions/0)
                    age starts_with: the attribute has a type that the operation cannot take (/1/conditions/1)
                    age above: there is no such operation (/1/conditions/2)
                    age equal: the rule compares with something that the operation cannot use (/1/conditions/3)
                targeting of plan trial: the default, which does not give it
              Missing:
                Nothing gives feature export here.
                  One of these would do:
                    - give the user plan pro
                    - give the user plan trial
                    - let plan trial, which the tenant is given, count here and now
                    - give the tenant feature export
                    - give the tenant plan pro
                    - turn on the flag of feature export
            """);
    }

    [Fact]
    public void Of_RoleNobodyDefines_TellsThatItIsGivenAllTheSame()
    {
        var state = World.Apply(State, new Change.GroupPut(Sales, Acme, ["owner"]));

        Tell(state, Acme, Question.Role("owner")).ShouldBe(
            """
            Denied, MISSING_ROLE: role owner for user ada in tenant acme, at 2025-06-15T15:06:40Z, version 2
              Given, but it does not count here and now:
                By role owner
                  given to group sales by a rule of its connection in tenant acme
                  but nobody defines it
              Missing:
                Nobody defines a role owner that counts here.
                  This would do: define a global role owner
            """);
    }

    [Fact]
    public void Of_NamesThatCommandATerminal_AreShownAsTheyAre()
    {
        var text = Tell(State, Acme, Question.Role("a\u001b[2J\r\n\u202eb"));

        text.ShouldContain(@"role a\u001b[2J\u000d\u000a\u202eb");
        text.ShouldNotContain('\u001b');
    }

    [Fact]
    public void Of_NoNames_UsesTheBeginningsOfHashes() =>
        ExplanationText.Of(Explain(State, Acme, Question.Role("viewer"), SubjectClaim.NoToken)).ShouldContain("for user " + Ada.ToString()[..8] + " in tenant acme");

    private static string Tell(Snapshot state, Hash128 tenant, Question question, long issuedAt = SubjectClaim.NoToken) =>
        ExplanationText.Of(Explain(state, tenant, question, issuedAt), NameOf).ReplaceLineEndings();

    private static Explanation Explain(Snapshot state, Hash128 tenant, Question question, long issuedAt) =>
        state.Explain(new SubjectClaim(tenant, Ada, issuedAt), question, Now);

    private static string? NameOf(HolderKind kind, Hash128 hash) => kind switch
    {
        HolderKind.User when hash == Ada => "ada",
        HolderKind.Group when hash == Sales => "sales",
        HolderKind.Group when hash == Staff => "staff",
        _ => null,
    };
}
