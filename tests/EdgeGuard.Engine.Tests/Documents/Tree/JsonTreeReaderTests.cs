using System.Text;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Tests.Documents.Tree;

public sealed class JsonTreeReaderTests
{
    private readonly DocumentFaults _faults = new();

    [Fact]
    public void Read_Json_KeepsLinesAndColumns()
    {
        var node = Read("{\n  \"ключ 🔑\": [1,\n    true], \"b\": null\n}");

        node!.Position.ShouldBe(new DocumentPosition(1, 1));
        node.Members[0].Name.ShouldBe("ключ 🔑");
        node.Members[0].Position.ShouldBe(new DocumentPosition(2, 3));
        node.Members[0].Value.Items[0].Position.ShouldBe(new DocumentPosition(2, 15));
        node.Members[0].Value.Items[1].Position.ShouldBe(new DocumentPosition(3, 5));
        node.Members[1].Position.ShouldBe(new DocumentPosition(3, 12));
        node.Size.ShouldBe(5);
    }

    [Theory]
    [InlineData("""{"a":[1,-2.50e+3,"x\u0000\"é",true,false,null,{}],"":{"b":[]}}""")]
    [InlineData("5")]
    public void ToJson_WhatWasRead_IsTheSame(string json) => Read(Read(json)!.ToJson())!.ToJson().ShouldBe(Read(json)!.ToJson());

    [Fact]
    public void ToJson_Numbers_KeepTheirText() => Read("[1.50,1e2,-0]")!.ToJson().ShouldBe("[1.50,1e2,-0]");

    [Theory]
    [InlineData("{\"a\": }", 1)]
    [InlineData("{\n\"a\": 1,\n}", 3)]
    [InlineData("[1] 2", 1)]
    [InlineData("// comment\n1", 1)]
    [InlineData("", 1)]
    [InlineData("[\n'a']", 2)]
    public void Read_NoJson_IsOneFaultInItsLine(string text, int line)
    {
        Read(text).ShouldBeNull();

        var fault = _faults.All.ShouldHaveSingleItem();
        fault.Place.Position.Line.ShouldBe(line);
        fault.Message.ShouldStartWith("This is not JSON: ");
        fault.Message.ShouldNotContain("LineNumber");
    }

    [Theory]
    [InlineData(@"[1, ""\ud800""]", 5)]
    [InlineData(@"{""\udc00"": 1}", 2)]
    public void Read_HalfASurrogatePair_IsAFaultThere(string text, int column)
    {
        Read(text).ShouldBeNull();

        _faults.All.ShouldHaveSingleItem().Place.Position.ShouldBe(new DocumentPosition(1, column));
    }

    [Fact]
    public void Read_NotUtf8_IsAFault()
    {
        JsonTreeReader.Read([(byte)'"', 0xff, (byte)'"'], DocumentPath.Root("x"), _faults).ShouldBeNull();

        _faults.All.ShouldHaveSingleItem().Message.ShouldBe("The file is not UTF-8.");
    }

    [Fact]
    public void Read_TooDeep_IsAFault()
    {
        Read(new string('[', 300) + new string(']', 300)).ShouldBeNull();

        _faults.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_OneLongLine_CountsColumnsInOnePass()
    {
        var node = Read("[" + string.Join(',', Enumerable.Repeat("\"é\"", 200_000)) + "]");

        node!.Items[^1].Position.ShouldBe(new DocumentPosition(1, (199_999 * 4) + 2));
    }

    private DocumentNode? Read(string text) => JsonTreeReader.Read(Encoding.UTF8.GetBytes(text), DocumentPath.Root("x.json"), _faults);
}
