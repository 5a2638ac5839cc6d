using System.Text.Json.Nodes;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.PolicyTests;
using EdgeGuard.Engine.Documents.Tree;

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

    [Theory]
    [InlineData("a.yaml", "tenants: [t]")]
    [InlineData("a.yaml", "state: {}\ncases: []")]
    [InlineData("a.yaml", "# later\n")]
    [InlineData("a.jsonl", "\n")]
    [InlineData("a.jsonl", "")]
    public void Run_NothingIsAsked_IsNoSuccess(string name, string text)
    {
        var file = Write(name, text);

        var run = CommandRun.Of([file], quiet: true);

        (run.Code, run.Output).ShouldBe((ExitCode.UsageOrEnvironment, ""));
        run.Errors.ShouldStartWith($"edgeguard: no case was found in {file}");
    }

    [Fact]
    public void Run_NoSuchFileAsJson_IsADocumentToo()
    {
        var run = CommandRun.Of([_folder.At("nowhere")], json: true);

        run.Code.ShouldBe(ExitCode.UsageOrEnvironment);
        ((string)JsonNode.Parse(run.Output)!["faults"]![0]!["message"]!).ShouldBe($"there is no file or folder {_folder.At("nowhere")}.");
    }

    [Fact]
    public void Run_AnythingUnexpected_EndsInOneLine()
    {
        var file = Write("a.yaml", State + "---\ncases: [{tenant: acme, subject: ann, role: viewer, expect: allow}]");
        var closed = new StringWriter();
        closed.Dispose();
        var errors = new StringWriter { NewLine = "\n" };

        TestCommand.Run([file], coverage: null, json: false, quiet: true, closed, errors).ShouldBe(ExitCode.UsageOrEnvironment);

        errors.ToString().ShouldMatch(@"\Aedgeguard: unexpected: ObjectDisposedException: [^\n]+\n\z");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_ARuleWithASlip_IsWarnedOfAndPasses(bool quiet)
    {
        var file = Write("a.yaml", """
            state:
              tenants: [acme]
              users: [{tenant: acme, id: ann}]
              flags:
                - feature: beta
                  on: true
                  rules:
                    - treatment: "true"
                      conditions: [{attribute: x, op: equals, value: {number: 1}}]
            cases: [{tenant: acme, subject: ann, feature: beta, expect: deny}]
            """);

        var run = CommandRun.Of([file], quiet: quiet);

        run.Code.ShouldBe(ExitCode.Ok);
        run.Errors.ShouldBe(quiet
            ? ""
            : $"{file}:9:43: /state/flags/0/rules/0/conditions/0/op: warning: There is no operation \"equals\", did you mean \"equal\"? The condition is never met.\n");
        JsonNode.Parse(CommandRun.Of([file], json: true).Output)!["warnings"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public void Run_ATextWhereADateIsNeeded_SaysHowToWriteOne()
    {
        var file = Write("a.yaml", """
            state:
              tenants: [acme]
              users: [{tenant: acme, id: ann}]
              flags: [{feature: beta, on: true, rules: [{treatment: "true", conditions: [{attribute: x, op: on_or_after, value: {date: 2026-01-01}}]}]}]
            cases: [{tenant: acme, subject: ann, feature: beta, attributes: {x: 2026-02-01}, expect: allow}]
            """);

        CommandRun.Of([file]).Output.ShouldContain("a date is written {date: 2026-01-31}");
    }

    [Fact]
    public void Run_QuietWithoutAPercentage_DoesNotCountTheCoverage()
    {
        var file = Write("a.yaml", State + "---\ncases: [{tenant: acme, subject: ann, role: viewer, expect: allow}]");

        SuiteResult.Run(new PolicySuiteReader(new DocumentFaults()).Read(file), covered: null, requiredCoverage: null).Succeeded.ShouldBeTrue();
        CommandRun.Of([file], quiet: true).Output.ShouldBe("1 passed, 0 failed\n");
    }

    [Fact]
    public void Run_LinksInAFolder_AreFollowedToFilesAndNotRound()
    {
        Write("elsewhere/one.json", """{"state": {"tenants": ["t"]}, "cases": [{"tenant": "t", "subject": "u", "role": "r", "expect": {"deny": "UNKNOWN_SUBJECT"}}]}""");
        Directory.CreateDirectory(_folder.At("suite"));
        File.CreateSymbolicLink(_folder.At("suite/linked.json"), "../elsewhere/one.json");
        Directory.CreateSymbolicLink(_folder.At("suite/up"), "..");

        CommandRun.Of([_folder.At("suite")]).LastLine.ShouldBe("1 passed, 0 failed");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/stdin")]
    public void Run_ADevice_IsNotRead(string path)
    {
        File.CreateSymbolicLink(_folder.At("a.yaml"), path);

        CommandRun.Of([path]).Code.ShouldBe(ExitCode.UsageOrEnvironment);
        CommandRun.Of([_folder.At("a.yaml")]).Code.ShouldBe(ExitCode.UsageOrEnvironment);
    }

    [Fact]
    public void Run_AFileThatIsTooLarge_IsNotRead()
    {
        using (var file = File.Create(_folder.At("a.json")))
            file.SetLength((DocumentFile.MostMegabytes * 1024L * 1024) + 1);

        CommandRun.Of([_folder.At("a.json")]).Errors.ShouldContain("has more than 16 MB");
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
