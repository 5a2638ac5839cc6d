using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.PolicyTests;

public sealed class PolicySuiteReaderTests : IDisposable
{
    private const string State = """{"tenants":["acme","globex",{"key":"acme-eu","parent":"acme"}],"roles":[{"key":"viewer"}],"users":[{"tenant":"acme","id":"ann","userName":"Ann@x.example","emails":["a@x.example"],"roles":[{"role":"viewer","inherit":true}]},{"tenant":"acme","id":"cy","roles":["viewer"]},{"tenant":"globex","id":"cy"}]}""";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_StateFrom_IsFoundFromTheDocumentsFolder()
    {
        Write("states/base.json", State);
        var file = Write("tests/a.json", """{"stateFrom":"../states/base.json","cases":[{"tenant":"acme","subject":"ann","role":"viewer","expect":"allow"}]}""");

        CommandRun.Of([file]).LastLine.ShouldBe("1 passed, 0 failed");
    }

    [Fact]
    public void Read_StateFromAFileWithFaults_TellsThemOnceAndThere()
    {
        var state = Write("base.json", """{"tenants":[5]}""");
        Write("a.json", """{"stateFrom":"base.json","cases":[]}""");
        Write("b.json", """{"stateFrom":"base.json","cases":[]}""");

        var run = CommandRun.Of([_folder.FullPath]);

        run.Code.ShouldBe(ExitCode.UsageOrEnvironment);
        run.Errors.ShouldBe($"{state}:1:13: /tenants/0: An object is expected here, not 5 (a text needs quotes).\n");
    }

    [Theory]
    [InlineData("\"ann\"", "acme", "allow")]
    [InlineData("\"ann\"", "acme-eu", "allow")]
    [InlineData("\"ann\"", "globex", "UNKNOWN_SUBJECT")]
    [InlineData("{\"userName\":\"ANN@X.example\"}", "acme-eu", "allow")]
    [InlineData("{\"email\":\"A@x.example\"}", "acme", "allow")]
    [InlineData("{\"externalId\":\"ann\"}", "acme", "UNKNOWN_SUBJECT")]
    [InlineData("\"cy\"", "acme", "allow")]
    [InlineData("\"cy\"", "globex", "MISSING_ROLE")]
    [InlineData("{\"id\":\"cy\",\"of\":\"acme\"}", "globex", "UNKNOWN_SUBJECT")]
    [InlineData("\"cy\"", "acme-eu", "MISSING_ROLE")]
    public void Read_ASubject_IsTheNearestOfThatKey(string subject, string tenant, string answer)
    {
        var expect = answer == "allow" ? "\"allow\"" : $$"""{"deny":"{{answer}}"}""";
        var file = Write("a.jsonl", State + "\n" + $$"""{"cases":[{"tenant":"{{tenant}}","subject":{{subject}},"role":"viewer","expect":{{expect}}}]}""");

        var run = CommandRun.Of([file]);

        run.LastLine.ShouldBe("1 passed, 0 failed", run.Output);
    }

    [Fact]
    public void Read_TablesAndLists_AskEachOfEachInEach()
    {
        var file = Write("a.jsonl", State + "\n" +
            """{"cases":[{"tenants":["acme","acme-eu"],"subjects":["ann","cy"],"roles":{"allow":["viewer"],"deny":{"MISSING_ROLE":["x","y"]}}}]}""");

        // Cy holds the role in acme alone.
        CommandRun.Of([file], quiet: true).LastLine.ShouldBe("11 passed, 1 failed");
    }

    [Theory]
    [InlineData("""{"cases":[]}""", "\"state\" is missing (or \"stateFrom\"")]
    [InlineData("""{"state":{},"stateFrom":"x","cases":[]}""", "\"state\" and \"stateFrom\" are both given.")]
    [InlineData("""{"stateFrom":"nowhere.json","cases":[]}""", "There is no file")]
    [InlineData("""{"state":{}}""", "\"cases\" is missing.")]
    [InlineData("""{"state":{},"case":[]}""", "There is no \"case\" here, did you mean \"cases\"?")]
    [InlineData("""{"state":{},"changes":{"tenants":[{"key":"a","parent":"b"}]},"cases":[]}""", "There is no tenant \"b\".")]
    [InlineData("""5""", "An object is expected here, not 5")]
    public void Read_ADocumentWithoutWhatItNeeds_IsRefused(string document, string message) => Refused(document, message);

    [Theory]
    [InlineData("""{"subject":"u","role":"r","expect":"allow"}""", "\"tenant\" is missing (or \"tenants\", for several).")]
    [InlineData("""{"tenant":"t","tenants":["t"],"subject":"u","role":"r","expect":"allow"}""", "\"tenant\" and \"tenants\" are both given.")]
    [InlineData("""{"tenants":[],"subject":"u","role":"r","expect":"allow"}""", "This list may not be empty: nothing would be asked.")]
    [InlineData("""{"tenant":"t","role":"r","expect":"allow"}""", "\"subject\" is missing (or \"subjects\", for several).")]
    [InlineData("""{"tenant":"t","subject":{"id":"a","userName":"b"},"role":"r","expect":"allow"}""", "A subject is named by one of")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r"}""", "\"expect\" is missing.")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r","feature":"f","expect":"allow"}""", "A case asks one")]
    [InlineData("""{"tenant":"t","subject":"u","roles":{},"expect":"allow"}""", "\"expect\" belongs to a single question")]
    [InlineData("""{"tenant":"t","subject":"u","roles":{}}""", "A table has \"allow\", \"deny\" or both.")]
    [InlineData("""{"tenant":"t","subject":"u","roles":{"allow":[]}}""", "This list may not be empty: nothing would be asked.")]
    [InlineData("""{"tenant":"t","subject":"u","roles":{"deny":{}}}""", "No reason is given here.")]
    [InlineData("""{"tenant":"t","subject":"u","roles":{"deny":{"MISING_ROLE":["r"]}}}""", "There is no \"MISING_ROLE\" here, did you mean \"MISSING_ROLE\"?")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r","expect":{"deny":"TOKEN_EXPIRED"}}""", "\"TOKEN_EXPIRED\" is no reason that the engine gives")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r","expect":true}""", "Allow, deny or {deny: REASON} is expected here, not true")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r","expect":"allow","attributes":[]}""", "An object is expected here, not a list.")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r","expect":"allow","claims":{"a":1,"a":2}}""", "\"a\" is already given")]
    [InlineData("""{"tenant":"t","subject":"u","role":"r","expect":"allow","now":"later"}""", "The text \"later\" is no instant")]
    public void Read_ACaseThatIsNone_IsRefused(string value, string message) =>
        Refused($$"""{"state":{"tenants":["t"]},"cases":[{{value}}]}""", message);

    [Fact]
    public void Read_AStateWithAnEnd_NeedsNow() => Refused(
        """{"state":{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":5}]}]},"cases":[{"tenant":"t","subject":"u","feature":"f","expect":"deny"}]}""",
        "\"now\" is missing, here and in the document");

    [Fact]
    public void Read_JsonLines_TellsTheLine()
    {
        var file = Write("a.jsonl", State + "\n\n{\"cases\":[}\n{\"cases\":5}\n");

        CommandRun.Of([file]).Errors.ShouldBe($"{file}:3:11: This is not JSON: '}}' is an invalid start of a value.\n{file}:4:10: /cases: A list is expected here, not 5 (a text needs quotes).\n");
    }

    [Theory]
    [InlineData("a.json")]
    [InlineData("a.yaml")]
    [InlineData("a.jsonl")]
    public void Read_NotUtf8_IsRefused(string name)
    {
        var file = _folder.At(name);
        File.WriteAllBytes(file, [(byte)'"', 0xff, (byte)'"']);

        CommandRun.Of([file]).Errors.ShouldBe($"{file}:1:1: The file is not UTF-8.\n");
    }

    [Fact]
    public void Read_AByteOrderMark_IsNoPartOfTheDocument()
    {
        var file = _folder.At("a.json");
        File.WriteAllText(file, """{"state":{"tenants":["t"]},"cases":[{"tenant":"t","subject":"u","role":"r","expect":{"deny":"UNKNOWN_SUBJECT"}}]}""", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        CommandRun.Of([file]).LastLine.ShouldBe("1 passed, 0 failed");
    }

    public void Dispose() => _folder.Dispose();

    private void Refused(string document, string message)
    {
        var run = CommandRun.Of([Write("a.json", document)]);

        run.Code.ShouldBe(ExitCode.UsageOrEnvironment);
        run.Errors.ShouldContain(message);
    }

    private string Write(string name, string text)
    {
        var path = _folder.At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
