using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Tests.Targeting.Rules;

/// <summary>
/// SEMANTICS section 5, operation by operation, and the rows of section 9 that speak of conditions. The answers are written without and with negation:
/// 10 met, 01 not met, 00 neither, ! with a warning.
/// </summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("""["a","b"]""", "\"b\"", "10")]
    [InlineData("""["a","b"]""", "\"B\"", "01")]
    [InlineData("""["a"]""", "\" a\"", "01")]
    [InlineData("[]", "\"a\"", "01")]
    [InlineData("""["5"]""", "5", "01")]
    [InlineData("""["true"]""", "true", "01")]
    [InlineData("""["a"]""", """["x","a"]""", "10")]
    [InlineData("""["5"]""", "[5]", "01")]
    [InlineData("""["a"]""", "[]", "01")]
    [InlineData("""["a"]""", """{"date":0}""", "01")]
    [InlineData("""["é"]""", "\"e\\u0301\"", "01")]
    [InlineData("""["a","b","c","d","e","f","g","h","i"]""", "\"i\"", "10")]
    [InlineData("""["a","b","c","d","e","f","g","h","i"]""", "\"j\"", "01")]
    public void InList_Values_AreComparedStrictly(string list, string x, string answers) =>
        Asked.Both("in_list", $$"""{"list":{{list}}}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("starts_with", """["x","ab"]""", "\"abc\"", "10")]
    [InlineData("starts_with", """["bc"]""", "\"abc\"", "01")]
    [InlineData("starts_with", """["AB"]""", "\"abc\"", "01")]
    [InlineData("starts_with", """[""]""", "\"\"", "10")]
    [InlineData("starts_with", """["a"]""", """["a"]""", "00!")]
    [InlineData("ends_with", """["x","bc"]""", "\"abc\"", "10")]
    [InlineData("ends_with", """["ab"]""", "\"abc\"", "01")]
    [InlineData("ends_with", """["a"]""", "5", "00!")]
    [InlineData("ends_with", """["\ud83d\ude00"]""", "\"x\ud83d\ude00\"", "10")]
    [InlineData("contains", """["x","b"]""", "\"abc\"", "10")]
    [InlineData("contains", """["d"]""", "\"abc\"", "01")]
    [InlineData("contains", """["b"]""", """["a","b"]""", "10")]
    [InlineData("contains", """["b"]""", """["abc"]""", "01")]
    [InlineData("contains", """["5"]""", "5", "00!")]
    [InlineData("contains", """["a"]""", """{"date":0}""", "00!")]
    [InlineData("contains", """["a"]""", """{"a":1}""", "00!")]
    [InlineData("starts_with", """["t"]""", "true", "00!")]
    [InlineData("starts_with", "[]", "5", "01")]
    public void TextOperations_Values_AreLookedThroughAndOtherTypesAreNotMet(string op, string list, string x, string answers) =>
        Asked.Both(op, $$"""{"list":{{list}}}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("b", "\"abc\"", "10")]
    [InlineData("^b", "\"abc\"", "01")]
    [InlineData("B", "\"abc\"", "01")]
    [InlineData("[", "\"[\"", "01")]
    [InlineData("^1,2$", "[1,2]", "10")]
    [InlineData("^1,,a$", """[[1,null],"a"]""", "10")]
    [InlineData("^1e\\\\+21$", "1e21", "10")]
    [InlineData("^0\\\\.1$", "0.1", "10")]
    [InlineData("^true$", "true", "10")]
    [InlineData("^Thu Jan 01 1970 00:00:00 GMT\\\\+0000 \\\\(Coordinated Universal Time\\\\)$", """{"date":0}""", "10")]
    [InlineData("^\\\\[object Object\\\\]$", """{"a":1}""", "10")]
    [InlineData("^$", "[]", "10")]
    [InlineData("null", "null", "00")]
    public void Matches_Values_AreTurnedIntoTextAsJavaScriptDoes(string pattern, string x, string answers) =>
        Asked.Both("matches", $$"""{"string":"{{pattern}}"}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("equal", "5", "5", "10")]
    [InlineData("equal", "5", "5.0", "10")]
    [InlineData("equal", "0", "-0", "10")]
    [InlineData("equal", "5", "\"5\"", "01")]
    [InlineData("equal", "1", "true", "01")]
    [InlineData("greater_than", "5", "5", "01")]
    [InlineData("greater_than", "5", "\"10\"", "10")]
    [InlineData("greater_than", "0", "true", "10")]
    [InlineData("greater_than", "0", "\" 0x10 \"", "10")]
    [InlineData("greater_than", "0", "\"0b\"", "01")]
    [InlineData("greater_than", "1e300", "\"Infinity\"", "10")]
    [InlineData("greater_than_equal", "5", "5", "10")]
    [InlineData("greater_than_equal", "0", "\"\"", "10")]
    [InlineData("greater_than_equal", "0", "[]", "10")]
    [InlineData("greater_than_equal", "0", "null", "00")]
    [InlineData("greater_than_equal", "7", "[7]", "10")]
    [InlineData("greater_than_equal", "1", "[1,2]", "01")]
    [InlineData("lower_than", "5", "\"abc\"", "01")]
    [InlineData("lower_than", "5", """{"a":1}""", "01")]
    [InlineData("lower_than", "5", "4.999", "10")]
    [InlineData("lower_than_equal", "0", """{"date":0}""", "10")]
    [InlineData("lower_than_equal", "5", "\"1_0\"", "01")]
    public void NumberOperations_Values_AreCoercedAsJavaScriptDoes(string op, string operand, string x, string answers) =>
        Asked.Both(op, $$"""{"number":{{operand}}}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("1", "3", "1", "10")]
    [InlineData("1", "3", "3", "10")]
    [InlineData("1", "3", "3.01", "01")]
    [InlineData("3", "1", "2", "01")]
    [InlineData("1", "3", "\"2\"", "10")]
    public void BetweenNumeric_Range_IncludesBothEnds(string start, string end, string x, string answers) =>
        Asked.Both("between_numeric", $$"""{"start":{{start}},"end":{{end}}}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("true", "true", "10")]
    [InlineData("true", "false", "01")]
    [InlineData("true", "1", "01")]
    [InlineData("false", "\"\"", "01")]
    public void Is_Values_AreComparedStrictly(string operand, string x, string answers) =>
        Asked.Both("is", $$"""{"boolean":{{operand}}}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("on", "\"2020-01-01\"", """{"date":1577836800000}""", "10")]
    [InlineData("on", "\"2020-01-01\"", """{"date":1577836800001}""", "01")]
    [InlineData("on", "\"2020-01-01T01:00+01:00\"", """{"date":"2020-01-01"}""", "10")]
    [InlineData("on", "1577836800000", """{"date":1577836800000}""", "10")]
    [InlineData("on", "\"2020-01-01\"", "\"2020-01-01\"", "00!")]
    [InlineData("on", "\"2020-01-01\"", "1577836800000", "00!")]
    [InlineData("on", "\"2020-01-01\"", """{"date":"junk"}""", "00")]
    [InlineData("on_or_after", "\"2020-01-01\"", """{"date":1577836800000}""", "10")]
    [InlineData("on_or_after", "\"2020-01-01\"", """{"date":1577836799999}""", "01")]
    [InlineData("on_or_before", "\"2020-01-01\"", """{"date":1577836800000}""", "10")]
    [InlineData("on_or_before", "\"2020-01-01\"", "true", "00!")]
    [InlineData("on", "\"+275760-09-13\"", """{"date":8640000000000000}""", "10")]
    public void DateOperations_Values_MustBeDatesToTheMillisecond(string op, string operand, string x, string answers) =>
        Asked.Both(op, $$"""{"date":{{operand}}}""", x).ShouldBe(answers);

    [Theory]
    [InlineData("1577836800000", "10")]
    [InlineData("1577923200000", "10")]
    [InlineData("1577923200001", "01")]
    public void BetweenDate_Range_IncludesBothEnds(string x, string answers) =>
        Asked.Both("between_date", """{"start":"2020-01-01","end":"2020-01-02"}""", $$"""{"date":{{x}}}""").ShouldBe(answers);

    [Theory]
    [InlineData("unknown", "{}")]
    [InlineData("IN_LIST", """{"list":["a"]}""")]
    [InlineData("toString", "{}")]
    [InlineData("__proto__", "{}")]
    [InlineData("constructor", """{"isSanitized":true,"sanitizedValue":{}}""")]
    [InlineData("in_list", """{"list":["a",1]}""")]
    [InlineData("in_list", """{"list":null}""")]
    [InlineData("in_list", """{"list":"a"}""")]
    [InlineData("in_list", "{}")]
    [InlineData("in_list", "null")]
    [InlineData("in_list", "\"a\"")]
    [InlineData("matches", """{"string":5}""")]
    [InlineData("equal", """{"number":"5"}""")]
    [InlineData("between_numeric", """{"start":1}""")]
    [InlineData("is", """{"boolean":"true"}""")]
    [InlineData("on", """{"date":""}""")]
    [InlineData("on", """{"date":0}""")]
    [InlineData("on", """{"date":"junk"}""")]
    [InlineData("on", """{"date":8640000000000001}""")]
    [InlineData("between_date", """{"start":"2020-01-01","end":null}""")]
    public void Read_UnknownOperationOrInvalidOperand_IsNeverMetNegatedOrNot(string op, string operand) =>
        Asked.Both(op, operand, "\"a\"").ShouldBe("00");

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"false\"", true)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    [InlineData("{}", true)]
    public void Read_Negate_CountsWhatJavaScriptCallsTrue(string negate, bool negated) =>
        Asked.Holds($$"""{"attribute":"x","op":"in_list","value":{"list":["a"]},"negate":{{negate}}}""", Asked.Attributes("""{"x":"a"}"""), out _).ShouldBe(!negated);

    [Theory]
    [InlineData("toString")]
    [InlineData("constructor")]
    [InlineData("__proto__")]
    [InlineData("hasOwnProperty")]
    public void Find_PrototypeNames_AreJustNames(string name)
    {
        var condition = $$"""{"attribute":"{{name}}","op":"matches","value":{"string":""},"negate":false}""";

        Asked.Holds(condition, Asked.Attributes(), out _).ShouldBeFalse();
        Asked.Holds(condition.Replace("false", "true", StringComparison.Ordinal), Asked.Attributes(), out _).ShouldBeFalse();
        Asked.Holds(condition, Asked.Attributes($$"""{"{{name}}":"x"}"""), out _).ShouldBeTrue();
    }

    [Fact]
    public void Holds_CatastrophicPattern_IsNotMetAndWarns()
    {
        var attributes = new AttributeSetBuilder().AddCustom("x", AttributeValue.Of(new string('a', 60) + "!")).Build();

        Asked.Holds("""{"attribute":"x","op":"matches","value":{"string":"^(a+)+\\1\\1$"},"negate":true}""", attributes, out var warnings).ShouldBeFalse();

        warnings.ShouldBe(DecisionWarnings.PatternTimeout);
    }

    [Fact]
    public void Holds_WrongType_Warns()
    {
        Asked.Holds("""{"attribute":"x","op":"starts_with","value":{"list":["a"]}}""", Asked.Attributes("""{"x":5}"""), out var warnings);

        warnings.ShouldBe(DecisionWarnings.AttributeType);
    }
}
