using BenchmarkDotNet.Attributes;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>
/// Target E7: feature checks on flags and plans with nested rules over all operations but the pattern, in a catalog of a thousand features; the same gated permission; and a
/// permission without a linked feature, which must not feel the catalog.
/// </summary>
[MemoryDiagnoser]
public class FeatureBenchmarks
{
    private const int Features = 1_000;
    private const long Now = 1_700_000_000_000;

    // Nothing but the last member of the last rule holds: every operation runs.
    private const string Rules =
        """
        [{"conditionLogic":"and","treatment":"false","conditions":[{"attribute":"plan","op":"in_list","value":{"list":["pro","team"]}},{"attribute":"seats","op":"greater_than","value":{"number":1000}}]},
         {"conditionLogic":"or","treatment":"true","conditions":[
          {"attribute":"country","op":"starts_with","value":{"list":["A","B"]}},{"attribute":"subject.email","op":"ends_with","value":{"list":["@other.com","@else.com"]}},
          {"attribute":"jwt.team.name","op":"contains","value":{"list":["ops"]}},{"attribute":"seats","op":"equal","value":{"number":7}},{"attribute":"seats","op":"lower_than","value":{"number":5}},
          {"conditionLogic":"and","conditions":[{"attribute":"beta","op":"is","value":{"boolean":true}},{"attribute":"since","op":"on_or_after","value":{"date":"2030-01-01"}}]},
          {"conditionLogic":"and","conditions":[{"attribute":"seats","op":"between_numeric","value":{"start":10,"end":100}},{"attribute":"since","op":"between_date","value":{"start":"2020-01-01","end":"2022-01-01"}}]}]}]
        """;

    private Snapshot? _snapshot;
    private ResolvedSubject _subject;
    private Question _byRules;
    private Question _byAssignment;
    private Question _missing;
    private Question _gated;
    private Question _ungated;

    [GlobalSetup]
    public void Setup()
    {
        var hasher = new DirectoryHasher(new Hash128(1, 2), new Hash128(3, 4));
        var (tenant, user) = (hasher.Tenant("acme"), hasher.Subject(hasher.Tenant("acme"), SubjectKeyKind.Id, "u"));
        var builder = Snapshot.Empty(hasher, new Epoch(new Hash128(5, 6))).ToBuilder();
        Apply(builder, new Change.TenantPut("acme", Suspended: false));
        Apply(builder, new Change.RolePut("", "all", ["*"]));
        Apply(builder, new Change.UserPut(user, tenant, Active: true, NotBefore: 0));
        Apply(builder, new Change.RoleAssigned(RoleHolder.User(user), tenant, "all", Inherit: false, ActivePeriod.Always));
        Apply(builder, new Change.PlanAssigned(PlanHolder.Tenant(tenant), "gold", Inherit: false, ActivePeriod.Beginning, -1));
        Apply(builder, new Change.PlanPut("gold", ["feature-0001"], "false", "[]"));
        Apply(builder, new Change.PlanPut("silver", ["feature-0002", "feature-0003"], "false", Rules));
        Apply(builder, new Change.FlagPut("feature-0002", On: true, "false", "false", "[]"));
        Apply(builder, new Change.UserAttributesPut(user, """{"email":"me@acme.com"}"""));
        for (var i = 0; i < Features; i++)
            Apply(builder, new Change.FeaturePut($"feature-{i:0000}", [$"area-{i:0000}.*", $"docs-{i:0000}.read"]));

        _snapshot = builder.Build(new Epoch(new Hash128(5, 6)), 1);
        _subject = _snapshot.Resolve(new SubjectClaim(tenant, user, SubjectClaim.NoToken));
        var attributes = new AttributeSetBuilder()
            .AddCustom("plan", AttributeValue.Of("pro")).AddCustom("country", AttributeValue.Of("DE")).AddCustom("seats", AttributeValue.Of(42)).AddCustom("beta", AttributeValue.Of(false))
            .AddCustom("since", AttributeValue.Of(new DateTimeOffset(2021, 5, 1, 0, 0, 0, TimeSpan.Zero))).AddClaim("team.name", AttributeValue.Of("core")).Build();
        _byRules = Question.Feature("feature-0002") with { Attributes = attributes };
        _byAssignment = Question.Feature("feature-0001");
        _missing = Question.Feature("feature-0003");
        _gated = Question.Permission("area-0002.write") with { Attributes = attributes };
        _ungated = Question.Permission("billing.invoices.read");
        if (!ByRules().Allowed || !ByAssignment().Allowed || Missing().Allowed || !Gated().Allowed || !Ungated().Allowed)
            throw new InvalidOperationException("The catalog does not answer as it should.");
    }

    [Benchmark(Baseline = true)]
    public Decision Ungated() => _snapshot!.Decide(_subject, _ungated, Now); // Not null: Setup ran.

    [Benchmark]
    public Decision ByAssignment() => _snapshot!.Decide(_subject, _byAssignment, Now); // As above.

    [Benchmark]
    public Decision Missing() => _snapshot!.Decide(_subject, _missing, Now); // As above.

    [Benchmark]
    public Decision ByRules() => _snapshot!.Decide(_subject, _byRules, Now); // As above.

    [Benchmark]
    public Decision Gated() => _snapshot!.Decide(_subject, _gated, Now); // As above.

    private static void Apply(SnapshotBuilder builder, Change change)
    {
        if (!builder.TryApply(change, out var fault))
            throw new InvalidOperationException(fault);
    }
}
