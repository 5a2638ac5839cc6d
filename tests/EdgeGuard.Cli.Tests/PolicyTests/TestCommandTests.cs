using System.Text.Json.Nodes;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.PolicyTests;

public sealed class TestCommandTests : IDisposable
{
    private const string State = """
        tenants: [acme]
        roles: [{key: viewer, permissions: [documents.read]}, {key: unused, permissions: [x]}]
        flags:
          - feature: beta
            on: true
            rules: [{treatment: "true", conditions: [{attribute: country, op: in_list, value: {list: [FR]}}]}]
        users: [{tenant: acme, id: ann, roles: [viewer]}]

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Run_AllPass_EndsWithZeroAndTheCoverage()
    {
        var file = Write("a.yaml", State + """
            ---
            cases:
              - {tenant: acme, subject: ann, permission: documents.read, expect: allow}
              - {tenant: acme, subject: ann, feature: beta, attributes: {country: FR}, expect: allow}
            """);

        var run = CommandRun.Of([file]);

        run.ShouldBe(new CommandRun(ExitCode.Ok, $"""
            {file}:2:55: role unused: no case depends on it
            coverage 80 %: roles 1/2, features 1/1, flags 1/1, rules 1/1
            2 passed, 0 failed

            """, ""));
    }

    [Fact]
    public void Run_CasesFail_PrintsEachWithItsLineAndAnExplanation()
    {
        var file = Write("a.yaml", State + """
            ---
            name: wrong
            cases:
              - name: deletes
                tenant: acme
                subject: ann
                permissions:
                  allow: [documents.read, documents.delete]
              - {tenant: acme, subject: ann, role: viewer, expect: {deny: MISSING_ROLE}}
              - {tenant: acme, subject: {userName: anna}, role: viewer, expect: deny}
            """);

        var run = CommandRun.Of([file], quiet: true);

        run.Code.ShouldBe(ExitCode.VerificationFailed);
        run.Output.Split('\n').Where(line => !line.StartsWith(' ')).ShouldBe(
        [
            $"{file}:15:31: wrong: deletes: permission documents.delete for ann at acme: expected allow, got deny MISSING_PERMISSION",
            $"{file}:16:5: wrong: role viewer for ann at acme: expected deny MISSING_ROLE, got allow",
            $"{file}:17:5: wrong: role viewer for anna at acme: expected deny, got deny UNKNOWN_SUBJECT",
            "1 passed, 3 failed",
            "",
        ]);
        run.Output.ShouldContain("give the user permission documents.delete");
        run.Output.ShouldContain("\"deny\" alone does not mean UNKNOWN_SUBJECT");
    }

    [Theory]
    [InlineData(80, ExitCode.Ok)]
    [InlineData(81, ExitCode.VerificationFailed)]
    public void Run_WithACoverage_JudgesIt(int coverage, int code)
    {
        var file = Write("a.yaml", State + """
            ---
            cases:
              - {tenant: acme, subject: ann, permission: documents.read, expect: allow}
              - {tenant: acme, subject: ann, feature: beta, attributes: {country: FR}, expect: allow}
            """);

        var run = CommandRun.Of([file], coverage, quiet: true);

        run.Code.ShouldBe(code);
        run.LastLine.ShouldBe("2 passed, 0 failed");
        run.Output.Contains("The coverage of 80 % is below the 81 % asked for.").ShouldBe(code != ExitCode.Ok);
    }

    [Fact]
    public void Run_BrokenDocuments_PrintsEveryFaultOfEveryFileAndAsksNothing()
    {
        var first = Write("a.yaml", """
            tenants: [acme]
            users:
              - tenant: acne
                id: 00123
                rols: [viewer]
            ---
            cases:
              - {tenant: acme, subject: ann, permision: x, expect: maybe}
            """);
        var second = Write("b.json", """{"cases": [}""");

        var run = CommandRun.Of([_folder.FullPath]);

        run.Code.ShouldBe(ExitCode.UsageOrEnvironment);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldBe($$"""
            {{first}}:5:5: /users/0/rols: There is no "rols" here, did you mean "roles"?
            {{first}}:4:9: /users/0/id: A text is expected here, not 123 (a text needs quotes).
            {{first}}:3:5: /users/0: There is no tenant "acne", did you mean "acme"?
            {{first}}:8:34: /cases/0/permision: There is no "permision" here, did you mean "permission"?
            {{first}}:8:56: /cases/0/expect: Allow, deny or {deny: REASON} is expected here, not the text "maybe".
            {{first}}:8:5: /cases/0: A case asks one "permission", "role" or "feature" (with "expect"), or has tables: "permissions", "roles", "features".
            {{second}}:1:12: This is not JSON: '}' is an invalid start of a value.

            """);
    }

    [Fact]
    public void Run_Json_IsOneDocumentWithCasesAndEntries()
    {
        var file = Write("a.yaml", State + """
            ---
            name: t
            cases: [{name: n, tenant: acme, subject: ann, permission: documents.delete, expect: allow}]
            """);

        var run = CommandRun.Of([file], coverage: 90, json: true);

        run.Code.ShouldBe(ExitCode.VerificationFailed);
        var report = JsonNode.Parse(run.Output)!;
        ((int)report["passed"]!, (int)report["failed"]!, (int)report["requiredCoverage"]!).ShouldBe((0, 1, 90));
        var asked = report["cases"]![0]!;
        ((string)asked["file"]!, (int)asked["line"]!, (string)asked["test"]!, (string)asked["name"]!).ShouldBe((file, 10, "t", "n"));
        ((string)asked["expected"]!, (string)asked["got"]!, (bool)asked["passed"]!).ShouldBe(("allow", "deny MISSING_PERMISSION", false));
        asked["explanation"]!.AsArray().ShouldNotBeEmpty();
        report["entries"]!.AsArray().Select(e => ((string)e!["name"]!, (bool)e["exercised"]!)).ShouldContain(("role unused", false));
    }

    [Fact]
    public void Run_JsonOfBrokenDocuments_IsTheFaults()
    {
        var file = Write("a.json", """{"cases": 5, "state": {}}""");

        var run = CommandRun.Of([file], json: true);

        run.Code.ShouldBe(ExitCode.UsageOrEnvironment);
        var fault = JsonNode.Parse(run.Output)!["faults"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)fault["pointer"]!, (int)fault["line"]!, (int)fault["column"]!).ShouldBe(("/cases", 1, 11));
    }

    [Fact]
    public void Run_AFolder_TakesDocumentsBelowAndLeavesOutHiddenOnesAndSchemas()
    {
        Write("b/one.json", """{"state": {"tenants": ["t"]}, "cases": [{"tenant": "t", "subject": "u", "role": "r", "expect": {"deny": "UNKNOWN_SUBJECT"}}]}""");
        Write("a/state.yml", "tenants: [t]");
        Write("a/two.ndjson", """{"state": {"tenants": ["t"]}, "cases": [{"tenant": "x", "subject": "u", "role": "r", "expect": {"deny": "UNKNOWN_TENANT"}}]}""");
        Write(".git/three.json", "nonsense");
        Write("x.schema.json", "{}");
        Write("notes.txt", "nonsense");

        CommandRun.Of([_folder.FullPath]).LastLine.ShouldBe("2 passed, 0 failed");
    }

    [Fact]
    public async Task Run_NoSuchFileOrNoDocument_IsAMatterOfUsage()
    {
        (await EdgeGuardCommand.RunAsync(["test", _folder.At("nowhere")])).ShouldBe(ExitCode.UsageOrEnvironment);
        (await EdgeGuardCommand.RunAsync(["test", _folder.FullPath])).ShouldBe(ExitCode.UsageOrEnvironment);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        var path = _folder.At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
