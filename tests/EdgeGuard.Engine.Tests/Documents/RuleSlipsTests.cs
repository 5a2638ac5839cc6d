namespace EdgeGuard.Engine.Tests.Documents;

public sealed class RuleSlipsTests
{
    private const string Valid = """{"attribute":"a","op":"is","value":{"boolean":true}}""";

    [Theory]
    [InlineData("""{"attribute":"a","op":"equals","value":{"number":1}}""", "/op: There is no operation \"equals\", did you mean \"equal\"? The condition is never met.")]
    [InlineData("""{"attribute":"a","op":"In_List","value":{"list":[]}}""", "/op: There is no operation \"In_List\", did you mean \"in_list\"? The condition is never met.")]
    [InlineData("""{"attribute":"a","op":5,"value":{}}""", "/op: The name of an operation is a text: the condition is never met.")]
    [InlineData("""{"attribute":"a","value":{}}""", ": \"op\" is missing: the condition is never met.")]
    [InlineData("""{"atribute":"a","op":"is","value":{"boolean":true}}""", "/atribute: There is no \"atribute\" here, did you mean \"attribute\"?")]
    [InlineData("""{"op":"is","value":{"boolean":true}}""", ": \"attribute\" names none: the condition is never met.")]
    [InlineData("""{"attribute":5,"op":"is","value":{"boolean":true}}""", "/attribute: \"attribute\" names none: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"is"}""", ": \"is\" compares with value: {boolean: true} or false: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"is","value":{"boolean":"true"}}""", "/value: \"is\" compares with value: {boolean: true} or false: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"in_list","value":{"list":["x",5]}}""", "/value: \"in_list\" compares with value: {list: [...]}, all of it texts: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"lower_than","value":{"number":"5"}}""", "/value: \"lower_than\" compares with value: {number: ...}: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"on","value":{"date":"soon"}}""", "/value: \"on\" compares with value: {date: ...}: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"between_date","value":{"start":"2026-01-01"}}""", "/value: \"between_date\" compares with value: {start: ..., end: ...}, both dates: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"between_numeric","value":{"start":1}}""", "/value: \"between_numeric\" compares with value: {start: ..., end: ...}, both numbers: the condition is never met.")]
    [InlineData("""{"attribute":"a","op":"matches","value":{"string":"("}}""", "/value: This is no pattern that JavaScript knows: it matches nothing.")]
    [InlineData("""{"conditions":[]}""", ": \"conditionLogic\" is missing: this counts as a condition, not as a group, and is never met.")]
    [InlineData("""{"conditionLogic":"OR","conditions":[]}""", "/conditionLogic: This counts as \"and\": write \"and\" or \"or\".")]
    public void Read_ASlipInACondition_IsAWarningAndNoFault(string condition, string warning) =>
        Warnings($$"""{"treatment":"true","conditions":[{{condition}}]}""").ShouldBe(["/flags/0/rules/0/conditions/0" + warning]);

    [Fact]
    public void Read_AMisspeltMemberOfARule_IsAWarning() =>
        Warnings($$"""{"treatment":"true","conditionsLogic":"or","conditions":[{{Valid}}]}""")
            .ShouldBe(["/flags/0/rules/0/conditionsLogic: There is no \"conditionsLogic\" here, did you mean \"conditionLogic\"?"]);

    [Fact]
    public void Read_SeveralSlipsInARule_AreOneWarning() =>
        Warnings($$"""{"treatment":"true","conditions":[{{Valid}},{"conditionLogic":"or","conditions":[{"op":"x"},{"op":"y"}]}]}""")
            .ShouldBe(["/flags/0/rules/0/conditions/1/conditions/0/op: There is no operation \"x\". The condition is never met. (1 more in this rule)"]);

    [Fact]
    public void Read_AValidRule_IsNone() =>
        Warnings($$"""{"treatment":"true","conditionLogic":"and","conditions":[{{Valid}},{"attribute":"a","op":"in_list","negate":true,"value":{"list":[],"more":1} }]}""").ShouldBeEmpty();

    private static IEnumerable<string> Warnings(string rule)
    {
        DocumentReading.Read($$"""{"flags":[{"feature":"f","on":true,"rules":[{{rule}}]}]}""", out var faults);
        faults.All.ShouldBeEmpty();
        return faults.Warnings.Select(w => $"{w.Place.JsonPointer}: {w.Message}");
    }
}
