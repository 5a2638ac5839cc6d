using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Entitlements;

public sealed class CatalogChangesTests
{
    private static readonly string Long = new('x', StateLimits.MaxKey + 1);

    private static readonly Snapshot State = Offer.Of(
        new Change.FeaturePut("sso", ["docs.*", "docs.read"]),
        Offer.Plan("gold", "sso"),
        new Change.FlagPut("sso", On: true, "false", "true", "[]"),
        Offer.Given("mid", "gold", inherit: true, from: 5, until: 7),
        Offer.Given("mid", "basic"),
        Offer.GivenToUser("gold"));

    public static TheoryData<Change, string> Refused => new()
    {
        { new Change.FeaturePut("", []), "the feature's key is empty" },
        { new Change.FeaturePut(null!, []), "the feature's key is missing" },
        { new Change.FeaturePut(Long, []), "the feature's key has more than 256 characters" },
        { new Change.FeaturePut("a\ud800", []), "the feature's key has half a surrogate pair at 1" },
        { new Change.FeaturePut("a", default(ImmutableArray<string>)), "the linked permissions are missing" },
        { new Change.FeaturePut("a", ["b", "a"]), "the linked permissions[1] is out of order" },
        { new Change.FeaturePut("a", ["a", "a"]), "the linked permissions[1] is there twice" },
        { new Change.FeaturePut("a", [""]), "the linked permissions[0] is empty" },
        { new Change.FeaturePut("a", [new string('x', 1025)]), "the linked permissions[0] has more than 1,024 characters" },
        { new Change.FeatureRemoved(null!), "the feature's key is missing" },
        { new Change.PlanPut("", [], "false", "[]"), "the plan's key is empty" },
        { new Change.PlanPut("a", ["b", "a"], "false", "[]"), "the features[1] is out of order" },
        { new Change.PlanPut("a", [Long], "false", "[]"), "the features[0] has more than 256 characters" },
        { new Change.PlanPut("a", [], null!, "[]"), "the default treatment is missing" },
        { new Change.PlanPut("a", [], "false", null!), "the text of the rules is missing" },
        { new Change.PlanPut("a", [], "false", "[{}]"), "rules: no array at /0/conditions" },
        { new Change.PlanPut("a", [], "false", new string(' ', StateLimits.MaxRules) + "[]"), "the text of the rules has more than 262,144 characters" },
        { new Change.PlanRemoved(null!), "the plan's key is missing" },
        { new Change.FlagPut("", On: true, "false", "false", "[]"), "the feature's key is empty" },
        { new Change.FlagPut("a", On: true, null!, "false", "[]"), "the off treatment is missing" },
        { new Change.FlagPut("a", On: true, "false", null!, "[]"), "the default treatment is missing" },
        { new Change.FlagPut("a", On: true, "false", "false", "[5]"), "rules: no object at /0" },
        { new Change.FlagRemoved("\ud800"), "the feature's key has half a surrogate pair at 0" },
        { Offer.Given("nobody", "gold"), "an unknown tenant" },
        { new Change.PlanAssigned(PlanHolder.User(World.User("top", "nobody")), "gold", Inherit: false, ActivePeriod.Beginning, -1), "an unknown user" },
        { new Change.PlanAssigned(default, "gold", Inherit: false, ActivePeriod.Beginning, -1), "a plan of something else than a tenant or a user" },
        { Offer.Given("top", ""), "the plan's key is empty" },
        { Offer.Given("top", "gold", from: ActivePeriod.LastInstant + 1), "a beginning that is no instant" },
        { Offer.Given("top", "gold", until: ActivePeriod.LastInstant + 1), "an expiry that is no instant" },
        { Offer.Given("top", "gold", until: ActivePeriod.End), "an expiry that is no instant" },
        { Offer.Given("top", "gold", until: ActivePeriod.Beginning), "an expiry that is no instant" },
        { new Change.PlanUnassigned(PlanHolder.Tenant(World.Tenant("nobody")), "gold"), "an unknown tenant" },
        { new Change.PlanUnassigned(default, "gold"), "a plan of something else than a tenant or a user" },
        { new Change.TenantFeaturePut(World.Tenant("top"), "sso", ActivePeriod.LastInstant + 1), "an expiry that is no instant" },
        { new Change.TenantFeaturePut(World.Tenant("top"), "sso", long.MinValue), "an expiry that is no instant" },
    };

    public static TheoryData<Change> WithoutEffect => new()
    {
        { new Change.FeaturePut("sso", ["docs.*", "docs.read"]) },
        { Offer.Plan("gold", "sso") },
        { new Change.FlagPut("sso", On: true, "false", "true", "[]") },
        { Offer.Given("mid", "gold", inherit: true, from: 5, until: 7) },
        { Offer.GivenToUser("gold") },
        { new Change.FeatureRemoved("none") },
        { new Change.PlanRemoved("none") },
        { new Change.FlagRemoved("none") },
        { new Change.FeatureRemoved("") },
        { new Change.FeatureRemoved(Long) },
        { new Change.PlanRemoved(Long) },
        { new Change.FlagRemoved("") },
        { new Change.PlanUnassigned(PlanHolder.User(Offer.User), Long) },
        { new Change.PlanUnassigned(PlanHolder.Tenant(World.Tenant("mid")), "none") },
        { new Change.PlanUnassigned(PlanHolder.User(Offer.User), "none") },
    };

    public static TheoryData<Change> Removals => new()
    {
        { new Change.FeatureRemoved("sso") },
        { new Change.PlanRemoved("gold") },
        { new Change.FlagRemoved("sso") },
        { new Change.PlanUnassigned(PlanHolder.Tenant(World.Tenant("mid")), "gold") },
        { new Change.PlanUnassigned(PlanHolder.User(Offer.User), "gold") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Apply_BrokenRule_RefusesAndNamesIt(Change change, string fault) => World.FaultOf(State, change).ShouldBe(fault);

    [Theory]
    [MemberData(nameof(WithoutEffect))]
    public void Apply_NothingToChange_KeepsTheDigest(Change change) => World.Apply(State, change).Digest.ShouldBe(State.Digest);

    [Theory]
    [MemberData(nameof(Removals))]
    public void Apply_Removal_TakesOneRowAndItsHash(Change change)
    {
        var after = World.Apply(State, change);

        var gone = State.Export().Except(after.Export()).ShouldHaveSingleItem();
        after.Digest.ShouldBe(State.Digest - RowDigest.Of(World.Hasher, gone));
        World.Apply(after, gone).Digest.ShouldBe(State.Digest);
    }

    [Fact]
    public void Apply_PutOfTheSameKey_ReplacesTheRow()
    {
        Change[] replacing =
        [
            new Change.FeaturePut("sso", []), Offer.Plan("gold", "audit"), new Change.FlagPut("sso", On: false, "true", "true", "[]"), Offer.Given("mid", "gold", until: 9), Offer.GivenToUser("gold", inherit: true),
        ];
        var after = World.Apply(State, replacing);

        after.Export().Count().ShouldBe(State.Export().Count());
        after.Export().ShouldBeSubsetOf([.. State.Export(), .. replacing]);
        after.Digest.ShouldBe(SumOf(after));
    }

    [Fact]
    public void Export_OfAllKinds_RebuildsTheState()
    {
        var rebuilt = World.Build([.. State.Export()]);

        rebuilt.Digest.ShouldBe(State.Digest);
        State.Digest.ShouldBe(SumOf(State));
        rebuilt.Export().ToHashSet().SetEquals(State.Export()).ShouldBeTrue();
        State.Export().OfType<Change.PlanAssigned>().Count().ShouldBe(3);
    }

    [Fact]
    public void Apply_LaterChanges_LeaveEarlierSnapshotsAsTheyWere()
    {
        var before = State.Export().ToArray();

        World.Apply(State, new Change.FeatureRemoved("sso"), new Change.PlanRemoved("gold"), new Change.FlagRemoved("sso"), new Change.PlanUnassigned(PlanHolder.User(Offer.User), "gold"));

        State.Export().ShouldBe(before);
        State.AskFeature("sso").ShouldBe(Engine.Decisions.Reason.None);
    }

    private static Hash128 SumOf(Snapshot snapshot) => snapshot.Export().Aggregate(default(Hash128), (sum, row) => sum + RowDigest.Of(World.Hasher, row));
}
