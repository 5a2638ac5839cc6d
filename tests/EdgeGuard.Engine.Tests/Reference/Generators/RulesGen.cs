using System.Text.Json;
using CsCheck;
using EdgeGuard.Engine.Snapshots;
using static EdgeGuard.Engine.Tests.Reference.Generators.Pool;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>Rules as JSON, with every operation, operands that fit and that do not, and texts that are no rules.</summary>
internal static class RulesGen
{
    public static readonly string[] Operations =
    [
        "in_list", "starts_with", "ends_with", "contains", "matches", "equal", "greater_than", "greater_than_equal", "lower_than",
        "lower_than_equal", "between_numeric", "is", "on", "on_or_after", "on_or_before", "between_date",
    ];

    private static readonly string[] NoRules =
    [
        null!, "", "null", "{}", "[", "[]]", "[1]", "[null]", "[[]]", "[{}]", """[{"conditions":null,"treatment":"true"}]""",
        """[{"conditions":{},"treatment":"true"}]""",
        """[{"conditions":[1],"treatment":"true"}]""", """[{"conditions":[null],"treatment":"true"}]""", """[{"conditions":[[]],"treatment":"true"}]""",
        """[{"conditions":[{"conditionLogic":"or"}],"treatment":"true"}]""", """[{"conditions":[{"conditionLogic":"or","conditions":7}],"treatment":"true"}]""",
        "[{\"treatment\":\"true\",\"conditions\":[\ud800]}]", Nested(depth: 80), "[]" + new string(' ', StateLimits.MaxRules),
    ];

    private static readonly Gen<string> Patterns = Any(
        "a", "^a", "b$", "^$", "a.b", "a+b*", "(a|b)+", "[a-c]{2,3}", "\\d+", "^\\w+$", "[^a]", "^(?:ab|c)$", "x{2}", "true|null", "1e\\+21", ".*",
        "^.$", "\\s", "a?b??",
        "GMT", "a{1,}b", "", "[\\d,]+", "(", "a**", "[b-a]", "\\", ")", "[a", "x{2,1}");

    private static readonly Gen<string> List = Gen.Frequency(
        (10, ValuesGen.List(ValuesGen.Text)), (1, Any("null", "7", "\"a\"", "{}", "[1]", "[\"a\",null]", "[[\"a\"]]")));

    private static readonly Gen<string> ListOperand = List.Select(list => $$"""{"list":{{list}}}""");
    private static readonly Gen<string> NumberOperand = ValuesGen.NumberOrNot.Select(number => $$"""{"number":{{number}}}""");
    private static readonly Gen<string> DateOperand = ValuesGen.DateOrNot.Select(date => $$"""{"date":{{date}},"more":1}""");

    private static readonly Gen<string> BadOperand = Any("null", "7", "[]", "\"a\"", "{}", """{"list":null}""", """{"start":1}""",
        """{"end":"2020-01-01"}""", "true");

    private static readonly Gen<string> Negation = Any("", "", """ ,"negate":true""", """ ,"negate":false""", """ ,"negate":null""");

    private static readonly Gen<string> Condition = Gen.Select(Any(Operations), Negation, Gen.Int[0, 80]).SelectMany((op, negate, dice) =>
        Gen.Select(NameFor(op), OperandOf(op, dice), (attribute, operand) => (attribute: JsonSerializer.Serialize(attribute), operand)).Select(x => dice switch
        {
            1 => $$"""{"attribute":{{x.attribute}},"op":"{{op.ToUpperInvariant()}}","value":{{x.operand}}{{negate}}}""",
            2 => $$"""{"attribute":{{x.attribute}},"op":"constructor","value":{{x.operand}}{{negate}}}""",
            3 => $$"""{"attribute":{{x.attribute}},"value":{{x.operand}}{{negate}}}""",
            4 => $$"""{"attribute":{{x.attribute}},"op":"{{op}}"{{negate}}}""",
            5 => $$"""{"op":"{{op}}","value":{{x.operand}}{{negate}}}""",
            6 => $$"""{"attribute":{{x.attribute}},"op":null,"value":{{x.operand}}{{negate}}}""",
            7 => $$"""{"conditionLogic":"or","attribute":{{x.attribute}},"op":"{{op}}","value":{{x.operand}}{{negate}}}""",
            _ => $$"""{"attribute":{{x.attribute}},"op":"{{op}}","value":{{x.operand}}{{negate}}}""",
        }));

    private static readonly Gen<string> RuleTreatments = Any("\"true\"", "\"true\"", "\"false\"", "\"\"", "null", "true");

    private static readonly Gen<string> Rule = Gen.Select(Logic(isNested: false), Members(3), RuleTreatments, (logic, members, treatment) =>
        $$"""{{{logic}}"conditions":[{{members}}],"treatment":{{treatment}}}""");

    public static Gen<string> Text { get; } = Gen.Frequency(
        (20, Gen.Const("[]")), (60, Rule.Array[1, 3].Select(rules => $"[{string.Join(',', rules)}]")), (3, Any(NoRules)), (1, Gen.Const(Nested(depth: 10))));

    // Mostly an attribute that is mostly of the operation's type.
    private static Gen<string> NameFor(string op)
    {
        var typical = op switch
        {
            "in_list" or "contains" => Any("plan", "tags"),
            "starts_with" or "ends_with" or "matches" => Gen.Const("plan"),
            "is" => Gen.Const("vip"),
            "on" or "on_or_after" or "on_or_before" or "between_date" => Gen.Const("when"),
            _ => Gen.Const("age"),
        };
        return Gen.Frequency((8, typical), (2, typical.Select(name => "subject." + name)), (2, typical.Select(name => "jwt." + name)), (1, Any(AttributesGen.TypicalNames)), (2, Any(AttributesGen.Names)));
    }

    private static Gen<string> OperandOf(string op, int dice) => dice == 0 ? BadOperand : op switch
    {
        "in_list" or "starts_with" or "ends_with" or "contains" => ListOperand,
        "matches" => Gen.Frequency((12, Patterns.Select(pattern => JsonSerializer.Serialize(pattern))), (1, Any("1", "null"))).Select(pattern => $$"""{"string":{{pattern}}}"""),
        "between_numeric" => Gen.Select(ValuesGen.NumberOrNot, ValuesGen.NumberOrNot, (start, end) => $$"""{"start":{{start}},"end":{{end}}}"""),
        "between_date" => Gen.Select(ValuesGen.DateOrNot, ValuesGen.DateOrNot, (start, end) => $$"""{"start":{{start}},"end":{{end}}}"""),
        "is" => Any("true", "false", "true", "false", "1", "\"true\"", "null").Select(truth => $$"""{"boolean":{{truth}}}"""),
        "on" or "on_or_after" or "on_or_before" => DateOperand,
        _ => NumberOperand,
    };

    private static Gen<string> Logic(bool isNested) => isNested
        ? Any("\"or\"", "\"and\"", "\"or\"", "\"OR\"", "null", "7").Select(logic => $"\"conditionLogic\":{logic},")
        : Any("", "\"conditionLogic\":\"or\",", "\"conditionLogic\":\"and\",", "\"conditionLogic\":\"Or\",", "\"conditionLogic\":null,");

    private static Gen<string> Members(int depth)
    {
        var member = depth == 0 ? Condition : Gen.Frequency((6, Condition), (1, Group(depth - 1)));
        return member.Array[0, 3].Select(members => string.Join(',', members));
    }

    private static Gen<string> Group(int depth) => Gen.Select(
        Logic(isNested: true), Members(depth), (logic, members) => $$"""{{{logic}}"conditions":[{{members}}]}""");

    private static string Nested(int depth)
    {
        var open = string.Concat(Enumerable.Repeat("""{"conditionLogic":"or","conditions":[""", depth - 1));
        var close = string.Concat(Enumerable.Repeat("]}", depth - 1));
        return $$"""[{"treatment":"true","conditions":[{{open}}{"conditionLogic":"and","conditions":[]}{{close}}]}]""";
    }
}
