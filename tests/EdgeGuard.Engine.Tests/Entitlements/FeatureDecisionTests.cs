using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using EdgeGuard.Engine.Tests.Targeting;

namespace EdgeGuard.Engine.Tests.Entitlements;

/// <summary>SEMANTICS sections 2 and 3, and what plans that are assigned add (section 10).</summary>
public sealed class FeatureDecisionTests
{
    private const long Live = Offer.Now + 1;
    private const long Expired = Offer.Now - 1;

    public static TheoryData<long?, string?, string?, Reason> TruthTable()
    {
        var rows = new TheoryData<long?, string?, string?, Reason>();
        foreach (long? direct in (long?[])[Live, -1L, Expired, null])
        {
            foreach (var flag in new[] { "true", "false", null })
            {
                foreach (var plan in new[] { "true", "false", null })
                {
                    var yes = direct >= Offer.Now || direct == -1 || flag == "true" || plan == "true";
                    rows.Add(direct, flag, plan, yes ? Reason.None : direct == Expired ? Reason.BundleExpired : Reason.MissingFeature);
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(TruthTable))]
    public void Of_ThreeSources_AnyYesAllowsAndNoneVetoes(long? direct, string? flag, string? plan, Reason reason)
    {
        List<Change> changes = [];
        if (direct is { } expiresAt)
            changes.Add(new Change.TenantFeaturePut(World.Tenant("top"), "sso", expiresAt));
        if (flag is not null)
            changes.Add(new Change.FlagPut("sso", On: true, "false", flag, "[]"));
        if (plan is not null)
            changes.Add(new Change.PlanPut("gold", ["sso"], plan, "[]"));

        Offer.Of([.. changes]).AskFeature("sso").ShouldBe(reason);
    }

    [Theory]
    [InlineData(-1, Reason.None)]
    [InlineData(0, Reason.BundleExpired)]
    [InlineData(-2, Reason.BundleExpired)]
    [InlineData(Offer.Now, Reason.None)] // The last millisecond counts.
    [InlineData(Offer.Now - 1, Reason.BundleExpired)]
    [InlineData(ActivePeriod.LastInstant, Reason.None)]
    public void Of_Expiry_IsComparedAtTheInstant(long expiresAt, Reason reason)
    {
        Offer.Of(new Change.TenantFeaturePut(World.Tenant("top"), "sso", expiresAt)).AskFeature("sso").ShouldBe(reason);
        Offer.Of(Offer.Plan("gold", "sso"), Offer.Given("top", "gold", until: expiresAt)).AskFeature("sso").ShouldBe(reason);
        Offer.Of(Offer.Plan("gold", "sso"), Offer.GivenToUser("gold", until: expiresAt)).AskFeature("sso").ShouldBe(reason);
    }

    [Theory]
    [InlineData("top", false, "top", true)]
    [InlineData("top", false, "mid", false)]
    [InlineData("top", true, "mid", true)]
    [InlineData("top", true, "low", true)]
    [InlineData("mid", false, "low", false)]
    [InlineData("mid", true, "low", true)]
    [InlineData("mid", true, "top", false)]
    public void Of_PlanOfATenant_ReachesThoseBelowWhenInherited(string holder, bool inherit, string asked, bool allowed) =>
        Offer.Of(Offer.Plan("gold", "sso"), Offer.Given(holder, "gold", inherit)).AskFeature("sso", asked).ShouldBe(allowed ? Reason.None : Reason.MissingFeature);

    [Theory]
    [InlineData(false, "top", true)]
    [InlineData(false, "low", false)]
    [InlineData(true, "low", true)]
    public void Of_PlanOfAUser_ReachesTenantsBelowItsOwnWhenInherited(bool inherit, string asked, bool allowed) =>
        Offer.Of(Offer.Plan("gold", "sso"), Offer.GivenToUser("gold", inherit)).AskFeature("sso", asked).ShouldBe(allowed ? Reason.None : Reason.MissingFeature);

    [Fact]
    public void Of_FeatureOfATenant_IsNotInherited() =>
        Offer.Of(new Change.TenantFeaturePut(World.Tenant("top"), "sso", -1)).AskFeature("sso", "mid").ShouldBe(Reason.MissingFeature);

    [Theory]
    [InlineData(Offer.Now, Reason.None)]
    [InlineData(Offer.Now + 1, Reason.MissingFeature)]
    public void Of_PlanThatBegins_IsAsIfNotGivenBefore(long from, Reason reason)
    {
        Offer.Of(Offer.Plan("gold", "sso"), Offer.Given("top", "gold", from: from)).AskFeature("sso").ShouldBe(reason);

        // Even one that ends before it begins leaves no memory of having expired.
        if (from > Offer.Now)
            Offer.Of(Offer.Plan("gold", "sso"), Offer.Given("top", "gold", from: from, until: 1)).AskFeature("sso").ShouldBe(Reason.MissingFeature);
    }

    [Fact]
    public void Of_SeveralPlans_AnyLiveOneSuffices()
    {
        var plans = Enumerable.Range(0, 9).Select(i => Offer.Plan($"plan{i}", "sso"));
        var given = Enumerable.Range(0, 9).Select(i => Offer.Given("top", $"plan{i}", until: i == 7 ? Live : Expired));

        Offer.Of([.. plans, .. given]).AskFeature("sso").ShouldBe(Reason.None);
        Offer.Of([.. plans, .. given, Offer.Given("top", "plan7", until: Expired)]).AskFeature("sso").ShouldBe(Reason.BundleExpired);
    }

    [Fact]
    public void Of_PlanThatNobodyDefines_GivesNothingUntilItIsPut()
    {
        var given = Offer.Of(Offer.Given("top", "gold"));

        given.AskFeature("sso").ShouldBe(Reason.MissingFeature);
        var defined = World.Apply(given, Offer.Plan("gold", "audit", "sso"));
        defined.AskFeature("sso").ShouldBe(Reason.None);
        World.Apply(defined, Offer.Plan("gold", "audit")).AskFeature("sso").ShouldBe(Reason.MissingFeature);
        World.Apply(defined, new Change.PlanRemoved("gold")).AskFeature("sso").ShouldBe(Reason.MissingFeature);
        World.Apply(defined, new Change.PlanUnassigned(PlanHolder.Tenant(World.Tenant("top")), "gold")).AskFeature("sso").ShouldBe(Reason.MissingFeature);
        defined.AskFeature("sso").ShouldBe(Reason.None);
    }

    [Theory]
    [InlineData(false, "true", "false", "[]", true)]
    [InlineData(false, "false", "true", "[]", false)]
    [InlineData(false, "false", "true", "all true", false)] // Off: rules are not looked at.
    [InlineData(true, "true", "false", "[]", false)]
    [InlineData(true, "false", "true", "[]", true)]
    [InlineData(true, "false", "true", "all false", false)] // The first rule that matches ends the search.
    [InlineData(true, "false", "false", "all true", true)]
    [InlineData(true, "false", "True", "[]", false)]
    public void Of_Flag_AnswersByItsTreatment(bool on, string off, string byDefault, string rules, bool allowed)
    {
        var json = rules.StartsWith("all", StringComparison.Ordinal) ? Offer.Always(rules[4..]) : rules;

        Offer.Of(new Change.FlagPut("sso", on, off, byDefault, json)).AskFeature("sso").ShouldBe(allowed ? Reason.None : Reason.MissingFeature);
    }

    [Fact]
    public void Of_PlanTargeting_NeedsNoAssignment()
    {
        const string Rules = """[{"conditionLogic":"and","treatment":"true","conditions":[{"attribute":"subject.email","op":"ends_with","value":{"list":["@acme.com"]}}]}]""";
        var snapshot = Offer.Of(new Change.PlanPut("beta", ["sso"], "false", Rules));

        snapshot.AskFeature("sso").ShouldBe(Reason.MissingFeature);
        snapshot.AskFeature("sso", attributes: Asked.Attributes("{}", """{"email":"me@acme.com"}""")).ShouldBe(Reason.None);
        snapshot.AskFeature("sso", attributes: Asked.Attributes("""{"subject.email":"me@acme.com"}""")).ShouldBe(Reason.MissingFeature);
        World.Apply(snapshot, new Change.UserAttributesPut(Offer.User, """{"email":"me@acme.com"}""")).AskFeature("sso").ShouldBe(Reason.None);
        World.Apply(snapshot, new Change.UserAttributesPut(Offer.User, """{"email":"me@other.com"}"""))
            .AskFeature("sso", attributes: Asked.Attributes("{}", """{"email":"me@acme.com"}""")).ShouldBe(Reason.MissingFeature);
    }

    [Theory]
    [InlineData("constructor")]
    [InlineData("toString")]
    [InlineData("__proto__")]
    [InlineData("none")]
    public void Of_NamesThatNobodyDefines_AreMissing(string feature) => Offer.Of(Offer.Plan("gold", "sso"), Offer.Given("top", "gold")).AskFeature(feature).ShouldBe(Reason.MissingFeature);

    [Fact]
    public void Of_ConditionOfTheWrongType_LeavesAWarningOnTheDecision()
    {
        const string Rules = """[{"conditionLogic":"and","treatment":"true","conditions":[{"attribute":"x","op":"on","value":{"date":1},"negate":true}]}]""";
        var snapshot = Offer.Of(new Change.FlagPut("sso", On: true, "false", "false", Rules));

        var decision = snapshot.Check(
            new SubjectClaim(World.Tenant("top"), Offer.User, SubjectClaim.NoToken), Question.Feature("sso") with { Attributes = Asked.Attributes("""{"x":5}""") }, Offer.Now);

        decision.ShouldBe(new Decision(Reason.MissingFeature, 1) { Warnings = DecisionWarnings.AttributeType });
    }
}
