using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Entitlements;

/// <summary>How much a catalog may hold, and what the largest costs a question.</summary>
public sealed class CatalogLimitTests
{
    [Fact]
    public void Apply_OneFeatureTooManyLinkedToAPermission_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxLinkedFeatures).Select(i => new Change.FeaturePut($"f{i}", ["docs.read"])),
        new Change.FeaturePut("more", ["docs.read", "docs.write"]),
        replaced: new Change.FeaturePut("f7", ["docs.read", "docs.write"]),
        removed: new Change.FeaturePut("f7", []),
        "the features linked to one permission are more than 1,000");

    [Fact]
    public void Apply_OneLinkedPatternTooMany_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxLinkPatterns).Select(i => new Change.FeaturePut($"f{i}", [$"docs.{i}.*", $"docs.{i}.read"])),
        new Change.FeaturePut("more", ["*"]),
        replaced: new Change.FeaturePut("f7", ["*"]),
        removed: new Change.FeatureRemoved("f7"),
        "the linked permissions with a star in them are more than 1,000");

    [Fact]
    public void Apply_OneLinkedPermissionTooMany_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxLinks / StateLimits.MaxList).Select(i =>
            new Change.FeaturePut($"f{i}", [.. Enumerable.Range(0, StateLimits.MaxList).Select(link => $"p{i}.{link:D5}")])),
        new Change.FeaturePut("more", ["docs.read"]),
        replaced: new Change.FeaturePut("f7", ["docs.read"]),
        removed: new Change.FeaturePut("f7", []),
        "the linked permissions of all features are more than 100,000");

    [Fact]
    public void Apply_OneFeatureTooMany_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxFeatures).Select(i => new Change.FeaturePut($"f{i}", [])),
        new Change.FeaturePut("more", []),
        replaced: new Change.FeaturePut("f7", ["docs.read"]),
        removed: new Change.FeatureRemoved("f7"),
        "the features are more than 10,000");

    [Fact]
    public void Apply_OneFlagTooMany_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxFlags).Select(i => new Change.FlagPut($"f{i}", On: true, "false", "false", "[]")),
        new Change.FlagPut("more", On: true, "false", "false", "[]"),
        replaced: new Change.FlagPut("f7", On: false, "false", "false", "[]"),
        removed: new Change.FlagRemoved("f7"),
        "the flags are more than 10,000");

    [Fact]
    public void Apply_OnePlanTooMany_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxPlans).Select(i => Offer.Plan($"p{i}")),
        Offer.Plan("more"),
        replaced: Offer.Plan("p7", "sso"),
        removed: new Change.PlanRemoved("p7"),
        "the plans are more than 10,000");

    [Fact]
    public void Apply_OneFeatureOfAPlanTooMany_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxPlanFeatures / StateLimits.MaxList).Select(i =>
            new Change.PlanPut($"p{i}", [.. Enumerable.Range(0, StateLimits.MaxList).Select(feature => $"f{feature:D5}")], "false", "[]")),
        Offer.Plan("more", "sso"),
        replaced: Offer.Plan("p7", "sso"),
        removed: Offer.Plan("p7"),
        "the features of all plans are more than 100,000");

    [Fact]
    public void Apply_OnePlanTooManyAssigned_IsRefused() => ShouldBeFull(
        Enumerable.Range(0, StateLimits.MaxAssignedPlans).SelectMany(i => new[] { Offer.Given("top", $"p{i}"), Offer.GivenToUser($"p{i}") }),
        Offer.Given("top", "more"),
        replaced: Offer.Given("top", "p7", inherit: true),
        removed: new Change.PlanUnassigned(PlanHolder.Tenant(World.Tenant("top")), "p7"),
        "a tenant or user with more than 1,000 plans");

    [Fact]
    public void Check_ManyFeaturesLinkedAndPlansAssigned_LooksAtEachPlanOnce()
    {
        // One by one, a million times a plan would be looked for in the plans of a feature: several times as long on any machine.
        string[] features = [.. Enumerable.Range(0, StateLimits.MaxLinkedFeatures).Select(i => $"f{i:D4}")];
        var snapshot = Offer.Of(
        [
            .. features.Select(feature => new Change.FeaturePut(feature, ["docs.*", "docs.re*"])).Take(StateLimits.MaxLinkPatterns / 2),
            .. features.Select(feature => new Change.FeaturePut(feature, ["docs.read"])).Skip(StateLimits.MaxLinkPatterns / 2),
            .. Enumerable.Range(0, StateLimits.MaxPlanFeatures / features.Length).Select(i => Offer.Plan($"p{i}", features)),
            .. Enumerable.Range(0, StateLimits.MaxAssignedPlans).Select(i => Offer.Given("top", $"p{i}", until: 1)),
        ]);
        snapshot.Ask(Question.Permission("docs.read")).ShouldBe(Reason.BundleExpired);
        World.Apply(snapshot, Offer.GivenToUser("p99")).Ask(Question.Permission("docs.read")).ShouldBe(Reason.None);

        Timing.FastestOf(rounds: 5, () => snapshot.Ask(Question.Permission("docs.read")).ShouldBe(Reason.BundleExpired))
            .ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
        Allocation.LeastOf(measurements: 3, rounds: 3, () => snapshot.Ask(Question.Permission("docs.read")) == Reason.None ? 1 : 0).ShouldBe(0);
    }

    private static void ShouldBeFull(IEnumerable<Change> rows, Change more, Change replaced, Change removed, string fault)
    {
        var full = Offer.Of([.. rows]);

        World.FaultOf(full, more).ShouldBe(fault);
        World.FaultOf(full, replaced).ShouldBeNull();
        World.FaultOf(World.Apply(full, removed), more).ShouldBeNull();
    }
}
