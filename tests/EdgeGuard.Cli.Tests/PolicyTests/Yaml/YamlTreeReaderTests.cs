using System.Text;
using EdgeGuard.Cli.PolicyTests.Yaml;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.Tests.PolicyTests.Yaml;

public sealed class YamlTreeReaderTests
{
    private readonly DocumentFaults _faults = new();

    // YAML 1.2.2 section 10.3.2; what YAML 1.1 would have made something else of is a text.
    [Theory]
    [InlineData("no", "\"no\"")]
    [InlineData("on", "\"on\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("NO", "\"NO\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("0b1", "\"0b1\"")]
    [InlineData("=", "\"=\"")]
    [InlineData("tRue", "\"tRue\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("NULL", "null")]
    [InlineData("007", "7")]
    [InlineData("+12", "12")]
    [InlineData("-0", "-0")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("-0x1F", "\"-0x1F\"")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-01.50e+03", "-1.50e+03")]
    [InlineData("1e", "\"1e\"")]
    [InlineData(".", "\".\"")]
    [InlineData("+", "\"+\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("'no'", "\"no\"")]
    [InlineData("\"5\"", "\"5\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("! 5", "\"5\"")]
    [InlineData("!!int 5", "5")]
    [InlineData("\"\\u00e9\\U0001F511\"", "\"é\\uD83D\\uDD11\"")]
    public void Read_AScalar_MeansWhatTheCoreSchemaSays(string yaml, string json) => Read("a: " + yaml).ShouldHaveSingleItem().ToJson().ShouldBe($"{{\"a\":{json}}}");

    [Theory]
    [InlineData("a: .nan", 1, 4, ".nan is not a number that can be used here")]
    [InlineData("a: -.inf", 1, 4, "-.inf is not a number that can be used here")]
    [InlineData("a: 0xFFFFFFFFFFFFFFFFFF", 1, 4, "is too large a number")]
    [InlineData("a: !!int x", 1, 4, "\"x\" is not what its tag")]
    [InlineData("a: !!float true", 1, 4, "\"true\" is not what its tag")]
    [InlineData("a: !mine {}", 1, 4, "The tag !mine has no meaning here")]
    [InlineData("a: 1\n? [b]\n: 2", 2, 3, "The name of a member is a text")]
    [InlineData("a: &x {b: 1}\nc:\n  <<: *x", 3, 3, "Merge keys (<<) are not part of YAML 1.2.")]
    [InlineData("a: *x", 1, 4, "no anchor &x")]
    [InlineData("a: &x [1, *x]", 1, 11, "lies within what it stands for")]
    [InlineData("a: [1", 2, 1, "This is not YAML: ")]
    [InlineData("a: \"\\ud800\"", 1, 4, "found invalid Unicode surrogates")]
    [InlineData("a: b: c", 1, 5, "This is not YAML: ")]
    public void Read_WhatMeansNothing_IsAFaultThere(string yaml, int line, int column, string message)
    {
        Read(yaml);

        var fault = _faults.All.ShouldHaveSingleItem();
        fault.Message.ShouldContain(message);
        fault.Place.Position.Line.ShouldBeInRange(line - 1, line);
        if (!fault.Message.StartsWith("This is not YAML", StringComparison.Ordinal))
            fault.Place.Position.ShouldBe(new DocumentPosition(line, column));
    }

    [Fact]
    public void Read_SeveralDocuments_GivesEachAndLeavesOutEmptyOnes() =>
        Read("# only a comment\n---\na: 1\n---\n---\nb: 2\n...\n").Select(d => d.ToJson()).ShouldBe(["""{"a":1}""", """{"b":2}"""]);

    [Fact]
    public void Read_Anchors_ShareWhatTheyStandFor()
    {
        var document = Read("a: &x [1, 2]\nb: *x").ShouldHaveSingleItem();

        document.ToJson().ShouldBe("""{"a":[1,2],"b":[1,2]}""");
        document.Find("b").ShouldBeSameAs(document.Find("a"));
    }

    [Fact]
    public void Read_AnchorsOfAnotherDocument_AreNotKnown()
    {
        Read("a: &x 1\n---\nb: *x");

        _faults.All.ShouldHaveSingleItem().Message.ShouldContain("no anchor &x");
    }

    [Fact]
    public void Read_AliasesThatMultiply_AreRefusedBeforeTheyAreFollowed()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i <= 30; i++)
            bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Read(bomb.ToString()).ShouldBeEmpty();

        _faults.All.ShouldHaveSingleItem().Message.ShouldContain("more than 1000000 values");
    }

    [Theory]
    [InlineData(200, 55, true)]
    [InlineData(200, 56, false)]
    public void Read_AnAliasOfSomethingDeep_CountsAsDeepAsItIs(int anchored, int around, bool fits)
    {
        var yaml = $"a: &a {new string('[', anchored)}{new string(']', anchored)}\nb: {new string('[', around)}*a{new string(']', around)}";

        var document = Read(yaml).SingleOrDefault();

        (document is not null).ShouldBe(fits);
        document?.Depth.ShouldBe(DocumentNode.MaxDepth);
        document?.ToJson().ShouldNotBeEmpty();
        _faults.All.Select(f => $"{f.Place}: {f.Message}").ShouldBe(fits ? [] : [$"x.yaml:2:{around + 4}: Values are nested deeper than 256."]);
    }

    [Fact]
    public void Read_AnErrorWithinAMap_IsToldWhereItShows()
    {
        Read("a: 1\nb: 2\nc: 3\n\"d\" 4\ne: 5\n");

        _faults.All.ShouldHaveSingleItem().Place.Position.Line.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void Read_TooDeep_IsAFault()
    {
        Read(new string('[', 1000) + new string(']', 1000)).ShouldBeEmpty();

        _faults.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_Yaml_KeepsLinesAndColumns()
    {
        var document = Read("a:\n  - b: 1\n    c: no\n").ShouldHaveSingleItem();

        var item = document.Find("a")!.Items[0];
        item.Position.ShouldBe(new DocumentPosition(2, 5));
        item.Members[1].Position.ShouldBe(new DocumentPosition(3, 5));
        item.Members[1].Value.Position.ShouldBe(new DocumentPosition(3, 8));
    }

    private IReadOnlyList<DocumentNode> Read(string yaml) => YamlTreeReader.Read(yaml, DocumentPath.Root("x.yaml"), _faults);
}
