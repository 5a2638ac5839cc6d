using System.Diagnostics;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Patterns;
using EdgeGuard.Engine.Tests.Entitlements;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Targeting.Patterns;

/// <summary>What all patterns of one decision may cost together.</summary>
public sealed class PatternBudgetTests
{
    private const int Many = 100;

    // One after the other they would take a hundred limits.
    private static readonly TimeSpan Enough = TextPattern.Limit * 20;

    private static readonly SubjectClaim Claim = new(World.Tenant("top"), Offer.User, SubjectClaim.NoToken);
    private static readonly AttributeSet Attributes = new AttributeSetBuilder().AddCustom("x", AttributeValue.Of(new string('a', 200) + "!")).Build();
    private static readonly string Condition = """{"attribute":"x","op":"matches","value":{"string":"^(a+)+\\1\\1$"}}""";

    private static readonly Snapshot State = Offer.Of(
    [
        new Change.FlagPut("sso", On: true, "false", "false", Rules(Many)),
        new Change.FeaturePut("sso", ["docs.read"]),
        .. Enumerable.Range(0, Many).Select(i => new Change.FlagPut($"f{i}", On: true, "false", "false", Rules(1))),
        .. Enumerable.Range(0, Many).Select(i => new Change.FeaturePut($"f{i}", ["docs.read"])),
    ]);

    [Fact]
    public void Check_ManyPatternsThatBacktrack_StopsAndWarns()
    {
        foreach (var question in new[] { Question.Feature("sso"), Question.Permission("docs.read") })
        {
            var watch = Stopwatch.StartNew();

            var decision = State.Check(Claim, question with { Attributes = Attributes }, Offer.Now);

            watch.Elapsed.ShouldBeLessThan(Enough);
            decision.ShouldBe(new Decision(Reason.MissingFeature, State.Version) { Warnings = DecisionWarnings.PatternTimeout });
        }
    }

    [Fact]
    public void Explain_ManyPatternsThatBacktrack_StopsAndSaysSo()
    {
        var watch = Stopwatch.StartNew();

        var explanation = State.Explain(Claim, Question.Feature("sso") with { Attributes = Attributes }, Offer.Now);

        watch.Elapsed.ShouldBeLessThan(Enough);
        ((FeatureSource.ByFlag)explanation.Features.Single().Sources.Single()).Targeting.Missed.Single().Failed.Select(failed => failed.Why).Distinct()
            .ShouldBe([ConditionFault.PatternTimeout]);
    }

    [Fact]
    public void ListFeatures_PatternsThatBacktrack_EndThePage()
    {
        var page = State.ListFeatures(Claim, Attributes, Offer.Now, new PageRequest()).Page!;

        page.Items.ShouldBeEmpty();
        page.Next.ShouldNotBeNull();
    }

    [Fact]
    public void ListPermissions_ManyPatternsThatBacktrack_StopForEachItem()
    {
        var watch = Stopwatch.StartNew();

        var page = State.ListPermissions(Claim, Attributes, Offer.Now, new PageRequest()).Page!;

        watch.Elapsed.ShouldBeLessThan(Enough);
        page.Items.ShouldHaveSingleItem().Except.ShouldBe(["docs.read"]);
    }

    [Fact]
    public void IsMatch_MoreStepsThanADecisionMayTake_DoesNotMatch()
    {
        var budget = default(PatternBudget);
        var pattern = TextPattern.Compile("[ab]*a[ab]{1000}c");
        var text = string.Concat(Enumerable.Repeat("ab", 50_000));

        for (var run = 0; budget.HasSteps; run++)
        {
            run.ShouldBeLessThan(PatternBudget.MaxSteps / Automaton.MaxWork);
            pattern.IsMatch(text, ref budget).ShouldBeNull();
        }

        budget.Steps.ShouldBeLessThan(PatternBudget.MaxSteps + (2 * Automaton.MaxWork));
        TextPattern.Compile("a").IsMatch("a", ref budget).ShouldBeNull();
        TextPattern.Compile("(?=a)").IsMatch("a", ref budget).ShouldBe(true);
        budget = default;
        TextPattern.Compile("a").IsMatch("a", ref budget).ShouldBe(true);
        budget.Steps.ShouldBeGreaterThan(0);
    }

    private static string Rules(int conditions) =>
        $$"""[{"conditionLogic":"or","treatment":"true","conditions":[{{string.Join(',', Enumerable.Repeat(Condition, conditions))}}]}]""";
}
