using CsCheck;
using EdgeGuard.Cli.PolicyTests;
using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;
using NJsonSchema;

namespace EdgeGuard.Cli.Tests.PolicyTests;

/// <summary>The published schemas and the readers agree: what ships is valid, and what a schema refuses a reader refuses.</summary>
public sealed class SchemaTests : IDisposable
{
    private const int LargestToBreak = 400;

    private static readonly IReadOnlyList<DocumentNode> Samples =
        [.. DocumentFiles.Find([ConformanceTests.Folder]).SelectMany(file => new DocumentReader(new DocumentFaults()).Read(file)).Select(d => d.Node)];

    private readonly TemporaryFolder _folder = new();

    public SchemaTests()
    {
        File.WriteAllText(_folder.At("state.schema.json"), DocumentSchemas.State);
        File.WriteAllText(_folder.At("test.schema.json"), DocumentSchemas.Test);
    }

    [Fact]
    public async Task Schemas_EveryShippedDocument_IsValid()
    {
        var schemas = await SchemasAsync();

        Samples.Count.ShouldBeGreaterThan(30);
        foreach (var sample in Samples)
            schemas.Of(sample).Validate(sample.ToJson()).ShouldBeEmpty(sample.Position + " " + sample.Find("name")?.Text);
    }

    [Theory]
    [InlineData("""{"tenants":[{"kye":"a"}]}""")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f"}]}]}""")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":null}]}]}""")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":"NaN"}]}]}""")]
    [InlineData("""{"flags":[{"feature":"f","on":"false"}]}""")]
    [InlineData("""{"plans":[{"key":"p","defaultTreatment":true}]}""")]
    [InlineData("""{"plans":[{"key":"p","rules":[{"treatment":"true"}]}]}""")]
    [InlineData("""{"grants":[{"tenant":"t","resource":{"type":"a","id":"b"},"user":"u","role":"r","permission":"p"}]}""")]
    [InlineData("""{"state":{},"stateFrom":"x","cases":[]}""")]
    [InlineData("""{"state":{"tenant":[]},"cases":[]}""")]
    [InlineData("""{"cases":[{"tenant":"t","subject":"u","role":"r"}]}""")]
    [InlineData("""{"cases":[{"tenant":"t","tenants":["t"],"subject":"u","role":"r","expect":"allow"}]}""")]
    [InlineData("""{"cases":[{"tenant":"t","subject":"u","role":"r","feature":"f","expect":"allow"}]}""")]
    [InlineData("""{"cases":[{"tenant":"t","subject":"u","roles":{"allow":["r"]},"expect":"allow"}]}""")]
    [InlineData("""{"cases":[{"tenant":"t","subject":"u","role":"r","expect":{"deny":"TOKEN_EXPIRED"}}]}""")]
    [InlineData("""{"cases":[{"tenant":"t","subject":{"id":"a","email":"b"},"role":"r","expect":"allow"}]}""")]
    public async Task Schemas_ABrokenDocument_IsRefusedByBoth(string json)
    {
        var schemas = await SchemasAsync();
        var node = JsonTreeReader.Read(System.Text.Encoding.UTF8.GetBytes(json), DocumentPath.Root("x"), new DocumentFaults())!;

        schemas.Of(node).Validate(json).ShouldNotBeEmpty();
        IsRefused(node, _folder.At("a.jsonl")).ShouldBeTrue();
    }

    [Fact]
    public async Task Schemas_WhatTheyRefuseOfASampleThatWasBroken_TheReaderRefusesToo()
    {
        var schemas = await SchemasAsync();
        var small = Samples.Where(s => s.Size <= LargestToBreak).ToArray();
        var refused = 0;

        Gen.Select(Gen.Int[0, small.Length - 1].Select(i => small[i]), Gen.Int[0, LargestToBreak], Gen.Int[0, 6]).Sample(
            (sample, place, change) =>
            {
                var broken = Break(sample, place % sample.Size, change);
                if (schemas.Of(broken).Validate(broken.ToJson()).Count == 0)
                    return true;
                refused++;
                return IsRefused(broken, _folder.At("a.jsonl"));
            },
            iter: 400, threads: 1, print: t => Break(t.Item1, t.Item2 % t.Item1.Size, t.Item3).ToJson());

        refused.ShouldBeGreaterThan(50);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Schemas> SchemasAsync() => new(
        await JsonSchema.FromFileAsync(_folder.At("state.schema.json"), TestContext.Current.CancellationToken),
        await JsonSchema.FromFileAsync(_folder.At("test.schema.json"), TestContext.Current.CancellationToken));

    // A state stands before it, so that a test without one of its own is not refused for that.
    private static bool IsRefused(DocumentNode document, string file)
    {
        File.WriteAllText(file, """{"tenants":["t"]}""" + "\n" + document.ToJson());
        var faults = new DocumentFaults();
        _ = new PolicySuiteReader(faults).Read(file).ToList();
        return !faults.IsEmpty;
    }

    // Replaces, renames or repeats the value that comes at a place when all are counted from the outside in.
    private static DocumentNode Break(DocumentNode node, int place, int change)
    {
        if (place == 0)
        {
            return change switch
            {
                0 => DocumentNode.Null(node.Position),
                1 => DocumentNode.Number(node.Position, "5"),
                2 => DocumentNode.OfText(node.Position, ""),
                3 => DocumentNode.List(node.Position, []),
                4 => DocumentNode.Map(node.Position, []),
                5 => DocumentNode.Boolean(node.Position, true),
                _ when node.Members.Length > 0 => DocumentNode.Map(node.Position, [node.Members[0] with { Name = node.Members[0].Name + "s" }, .. node.Members[1..]]),
                _ => DocumentNode.OfText(node.Position, "text"),
            };
        }

        place--;
        for (var i = 0; i < node.Items.Length; place -= node.Items[i++].Size)
        {
            if (place < node.Items[i].Size)
                return DocumentNode.List(node.Position, node.Items.SetItem(i, Break(node.Items[i], place, change)));
        }

        for (var i = 0; i < node.Members.Length; place -= node.Members[i++].Value.Size)
        {
            if (place < node.Members[i].Value.Size)
                return DocumentNode.Map(node.Position, node.Members.SetItem(i, node.Members[i] with { Value = Break(node.Members[i].Value, place, change) }));
        }

        throw new InvalidOperationException("A node is smaller than its size says.");
    }

    private sealed record Schemas(JsonSchema State, JsonSchema Test)
    {
        // As the command tells them apart.
        public JsonSchema Of(DocumentNode document) =>
            document.Find("cases") is null && StateDocumentReader.Sections.Any(s => document.Find(s) is not null) ? State : Test;
    }
}
