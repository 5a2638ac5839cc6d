using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>E7, feature checks by the rules of plans and flags, and E8, explanations.</summary>
internal static class RuleTargets
{
    private const int Checks = 100_000;

    // Nested groups and every operation but the one with a pattern; some match, some do not, and the last one decides.
    private const string Rules = """
        [
          {"conditionLogic":"or","treatment":"false","conditions":[
            {"attribute":"plan","op":"in_list","value":{"list":["trial","free"]}},
            {"attribute":"email","op":"ends_with","value":{"list":["@example.org","@example.net"]}},
            {"conditionLogic":"and","conditions":[
              {"attribute":"seats","op":"greater_than","value":{"number":500}},
              {"attribute":"seats","op":"lower_than_equal","value":{"number":1000}},
              {"attribute":"beta","op":"is","value":{"boolean":false}}]}]},
          {"conditionLogic":"and","treatment":"true","conditions":[
            {"attribute":"email","op":"contains","value":{"list":["@acme."]}},
            {"attribute":"email","op":"starts_with","value":{"list":["ann","bob"]}},
            {"attribute":"seats","op":"greater_than_equal","value":{"number":10}},
            {"attribute":"seats","op":"lower_than","value":{"number":500}},
            {"attribute":"seats","op":"between_numeric","value":{"start":1,"end":100}},
            {"attribute":"seats","op":"equal","value":{"number":42}},
            {"attribute":"beta","op":"is","value":{"boolean":true}},
            {"attribute":"since","op":"on_or_after","value":{"date":"2024-01-01"}},
            {"attribute":"since","op":"on_or_before","value":{"date":"2030-01-01"}},
            {"attribute":"since","op":"between_date","value":{"start":"2024-01-01","end":"2030-01-01"}},
            {"attribute":"since","op":"on","value":{"date":"2020-01-01"},"negate":true}]}
        ]
        """;

    public static void Run(TargetReport report)
    {
        report.Part("rules and explanations");
        var hasher = new DirectoryHasher(new Hash128(1, 2), new Hash128(3, 4));
        var (tenant, user) = (hasher.Tenant("acme"), hasher.Subject(hasher.Tenant("acme"), SubjectKeyKind.Id, "ann"));
        var builder = Snapshot.Empty(hasher, default).ToBuilder();
        foreach (var change in (Change[])
        [
            Directory.RolePut(1), new Change.TenantPut("acme", Suspended: false), new Change.GroupPut(hasher.Group(tenant, "g"), tenant, ["role-1"]),
            new Change.UserPut(user, tenant, Active: true, NotBefore: 0), new Change.MemberAdded(hasher.Group(tenant, "g"), user),
            new Change.FeaturePut("sso", []), new Change.PlanPut("pro", ["sso"], "false", Rules), new Change.FlagPut("reports", On: true, "false", "false", Rules),
        ])
            Directory.Apply(builder, change);
        var snapshot = builder.Build(default, 1);
        var attributes = AttributeSet.From(
            JsonDocument.Parse("""{"plan":"pro","email":"ann@acme.com","seats":42,"beta":true,"since":{"date":"2025-06-01"}}""").RootElement, default);
        var claim = new SubjectClaim(tenant, user, SubjectClaim.NoToken);
        Question[] questions = [Question.Feature("sso") with { Attributes = attributes }, Question.Feature("reports") with { Attributes = attributes }, Question.Permission("documents1.read")];
        if (questions.Any(question => !snapshot.Check(claim, question, 0).Allowed))
            throw new InvalidOperationException("The rules do not answer as they should.");

        var times = new Interleaved(() => Ask(questions[2]), () => Ask(questions[0]), () => Ask(questions[1]), () => Explain(questions[2], 10), () => Explain(questions[0], 10));
        report.Line("E7 a feature by a plan's rules, 16 conditions", times.Nanoseconds(1) / Checks / 1000, 1, "us");
        report.Line("E7 a feature by a flag's rules, 16 conditions", times.Nanoseconds(2) / Checks / 1000, 1, "us");
        report.Line("E8 explanation / answer, a permission", times.Ratio(3) * 10, 20, "x");
        report.Line("E8 explanation / answer, a feature", times.Ratio(4, 1) * 10, 20, "x");

        void Ask(Question question)
        {
            for (var i = 0; i < Checks; i++)
                snapshot.Check(claim, question, 0);
        }

        void Explain(Question question, int fewer)
        {
            for (var i = 0; i < Checks / fewer; i++)
                snapshot.Explain(claim, question, 0);
        }
    }
}
