using System.Text.Json;
using CsCheck;
using static EdgeGuard.Engine.Tests.Reference.Generators.Pool;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>Values of attributes and operands as JSON: few of each type, those on which JavaScript's conversions turn among them.</summary>
internal static class ValuesGen
{
    public static Gen<string> Text { get; } = Gen.Frequency((3, Any("a", "ab", "10")), (1, Any(
        "abc", "b", "", "A", "5", " 7 ", "0x10", "1e3", ".5", "5.", "-Infinity", "true", "null", "a\nb", "ä", "a,b", "x", "\ufeff1", "1_0",
        "2020-01-01", "😀", "[object Object]")))
        .Select(text => JsonSerializer.Serialize(text));

    public static Gen<string> Number { get; } = Gen.Frequency((3, Any("1", "5", "10")), (1, Any("0", "-0", "1.5", "-1", "1e21", "1e-7", "0.000001",
        "123456789012345680000", "1e400", "-1e400", "1000", "5e-324", "16")));

    public static Gen<string> NumberOrNot { get; } = Gen.Frequency((16, Number), (1, Any("\"5\"", "null", "true", "[5]")));

    /// <summary>What JavaScript takes for a date: mostly one of three milliseconds, few of them far away.</summary>
    public static Gen<string> Date { get; } = Gen.Frequency(
        (3, Any("\"2020-01-01\"", "\"2020-01-01T00:00:00Z\"", "1577836800000", "1577836800001", "\"2020-01-01T01:00:00.002+01:00\"")),
        (1, Any(
            "1577836800000.9", "\"2020\"", "\"2020-01\"", "\"2020-02-30\"", "\"2020-03-01\"", "\"2020-01-01T01:00+01:00\"", "\"2019-12-31T24:00:00.000Z\"",
            "\"2020-01-01T00:00:00.0019Z\"", "\"2020-01-01T00:00:00.1Z\"", "\"2020-01-01T00:00:00\"", "\"+002020-01-01T00:00Z\"", "\"-000001-01-01T00:00:00Z\"",
            "\"+275760-09-13T00:00:00.000Z\"", "8640000000000000", "-1", "1", "\"1969-12-31T23:59:59.999-00:00\"")));

    public static Gen<string> NoDate { get; } = Any("\"\"", "0", "null", "false", "\"nonsense\"", "\"2020-13-01\"", "\"2020-01-00\"",
        "\"2020-01-32\"", "\"2020-01-01T24:00:01Z\"", "\"2020-01-01T10:60Z\"",
        "\"2020-01-01T10:00+24:00\"", "8640000000000001", "1e400", "{}", "\"+275760-09-13T00:00:00.001Z\"", "\"2020-01-01T10\"");

    public static Gen<string> DateOrNot { get; } = Gen.Frequency((8, Date), (1, NoDate));

    public static Gen<string> Truth { get; } = Any("true", "false");

    /// <summary>What the directory may know of a user.</summary>
    public static Gen<string> Known { get; } = Gen.Frequency(
        (5, Text), (4, Number), (2, Truth), (4, Date.Select(date => $$"""{"date":{{date}}}""")), (2, List(Gen.OneOf(Text, Number, Truth))));

    /// <summary>What a caller may send: that, and things that are missing all the same.</summary>
    public static Gen<string> Custom { get; } = Gen.Frequency(
        (12, Known), (1, Gen.Const("null")),
        (1, NoDate.Where(date => date is not ("0" or "false" or "null")).Select(date => $$"""{"date":{{date}}}""")));

    /// <summary>What a claim may be.</summary>
    public static Gen<string> Claim { get; } = Gen.Frequency(
        (5, Text), (4, Number), (2, Truth), (2, Any("null", "[]", "{}")), (2, List(Text)),
        (1, Text.Select(text => $$"""{"b":{{text}},"date":1,"0":[{}]}""")));

    public static Gen<string> List(Gen<string> item) => item.Array[0, 3].Select(items => $"[{string.Join(',', items)}]");

    public static Gen<string> Object(Gen<(string Name, string Value)> member, int least, int most) => member.Array[least, most].Select(members =>
        "{" + string.Join(',', members.DistinctBy(one => one.Name).Select(one => $"{JsonSerializer.Serialize(one.Name)}:{one.Value}")) + "}");
}
