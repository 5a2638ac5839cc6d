using EdgeGuard.Cli.PolicyTests;
using EdgeGuard.Cli.PolicyTests.Coverage;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.Tests.PolicyTests.Coverage;

public sealed class CoverageReportTests : IDisposable
{
    private const string State = """
        tenants: [acme]
        roles: [{key: viewer, permissions: [documents.read]}, {key: spare, permissions: [documents.read]}]
        features: [{key: reports, linkedPermissions: [reports.view]}]
        plans:
          - key: team
            features: [team-feature]
            rules:
              - {treatment: "true", conditions: [{attribute: size, op: greater_than, value: {number: 5}}]}
              - {treatment: "false", conditions: [{attribute: size, op: lower_than, value: {number: 2}}]}
        flags: [{feature: dark, on: false}]
        users: [{tenant: acme, id: ann, roles: [viewer, spare], permissions: [reports.view]}]
        grants: [{tenant: acme, resource: {type: doc, id: "1"}, user: ann, permission: doc.edit}]
        ---
        cases:
          - {tenant: acme, subject: ann, role: nothing, expect: deny}

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Of_CasesThatTouchNothing_MissesAll()
    {
        var report = Report("");

        report.Missed.Select(m => m.Name).ShouldBe(
        [
            "role viewer", "role spare", "feature reports", "plan team", "feature team-feature", "rule 1 of plan team", "rule 2 of plan team",
            "feature dark", "flag dark", "grant of doc.edit on doc 1 to ann",
        ], ignoreOrder: true);
        report.Percent.ShouldBe(0);
    }

    [Theory]
    [InlineData("{tenant: acme, subject: ann, role: viewer, expect: allow}", "role viewer")]
    [InlineData("{tenant: acme, subject: ann, permission: reports.view, expect: deny}", "feature reports")]
    [InlineData("{tenant: acme, subject: ann, feature: dark, expect: deny}", "feature dark, flag dark")]
    [InlineData("{tenant: acme, subject: ann, feature: team-feature, attributes: {size: 9}, expect: allow}", "plan team, feature team-feature, rule 1 of plan team")]
    [InlineData("{tenant: acme, subject: ann, feature: team-feature, attributes: {size: 1}, expect: deny}", "plan team, feature team-feature, rule 2 of plan team")]
    [InlineData("{tenant: acme, subject: ann, feature: team-feature, attributes: {size: 3}, expect: deny}", "plan team, feature team-feature")]
    [InlineData("{tenant: acme, subject: ann, permission: doc.edit, resource: {type: doc, id: '1'}, expect: allow}", "grant of doc.edit on doc 1 to ann")]
    public void Of_ACase_ExercisesWhatItDependsOn(string asked, string exercised) => Exercised(Report("  - " + asked)).ShouldBe(exercised);

    // Two roles give it: without either, the answer is the same. That they are not wider is not asked.
    [Fact]
    public void Of_WhatTwoGive_ExercisesNeither() =>
        Exercised(Report("  - {tenant: acme, subject: ann, permission: documents.read, expect: allow}")).ShouldBe("");

    [Fact]
    public void Of_OneStateInSeveralDocuments_CountsItOnce()
    {
        var report = Report("""
            ---
            cases:
              - {tenant: acme, subject: ann, role: viewer, expect: allow}
            ---
            changes: {tenants: [{key: acme, suspended: true}]}
            cases:
              - {tenant: acme, subject: ann, role: viewer, expect: deny}
            """);

        report.Items.Length.ShouldBe(10);
        Exercised(report).ShouldBe("role viewer");
    }

    [Fact]
    public void Of_AStateThatNoCaseAsksOf_IsMissed()
    {
        var report = Report("""
            ---
            roles: [{key: forgotten}]
            """);

        report.Missed.Select(m => m.Name).ShouldContain("role forgotten");
    }

    public void Dispose() => _folder.Dispose();

    private static string Exercised(CoverageReport report) => string.Join(", ", report.Items.Except(report.Missed)
        .OrderBy(i => i.Place.Position.Line).ThenBy(i => i.Kind is CoverageKind.Flag or CoverageKind.Feature ? 1 : 0).ThenBy(i => i.Kind).Select(i => i.Name));

    private CoverageReport Report(string cases)
    {
        var path = _folder.At("a.yaml");
        File.WriteAllText(path, State + cases);
        var faults = new DocumentFaults();
        var reader = new PolicySuiteReader(faults);
        var tests = reader.Read(path).ToList();
        faults.All.ShouldBeEmpty();
        return SuiteResult.Run(tests, reader.States, requiredCoverage: null).Coverage!;
    }
}
