using System.Globalization;
using System.Text.Json;
using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Tests.Targeting.Rules;

public sealed class RulePropertyTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Gen<string> Word = Pick.Of("x", "xy", "y", "5", "10", " 7 ", "", "true", "é");
    private static readonly Gen<double> Number = Pick.Of<double>(0, 1, 5, 7, 10, -1, 1.5);
    private static readonly Gen<object> Scalar = Gen.OneOf(Word.Select(word => (object)word), Number.Select(number => (object)number), Gen.Bool.Select(flag => (object)flag));

    private static readonly Gen<object?> Value = Gen.OneOf(
        Scalar.Select(value => (object?)value), Scalar.List[0, 3].Select(value => (object?)value), Pick.Of(0L, 1L, 5L).Select(date => (object?)date), Gen.Const((object?)null));

    private static readonly Gen<string> Condition = Gen.Select(
        Pick.Of(Names), Pick.Of("in_list", "starts_with", "ends_with", "contains", "equal", "greater_than", "greater_than_equal", "lower_than", "lower_than_equal",
            "between_numeric", "is", "on", "on_or_after", "on_or_before", "between_date", "unknown"),
        Scalar.Array[0, 3], Number, Number, Gen.Bool, Gen.Int[0, 9]).Select((name, op, list, first, second, flag, shape) =>
        {
            var texts = shape == 0 ? list : [.. list.Select(item => (object)(item.ToString() ?? ""))];
            var value = JsonSerializer.Serialize(
                new Dictionary<string, object> { ["list"] = texts, ["number"] = first, ["start"] = first, ["end"] = second, ["boolean"] = flag, ["date"] = shape == 1 ? "" : first });
            return string.Create(CultureInfo.InvariantCulture, $$"""{"attribute":"{{name}}","op":"{{op}}","value":{{value}},"negate":{{(flag ? "true" : "false")}}}""");
        });

    private static readonly Gen<string> Rule = Group(depth: 0);

    [Fact]
    public void Holds_RandomRulesAndAttributes_AsWrittenInTheText() => Gen.Select(Rule, Value, Value, Value).Sample(
        (rule, a, b, c) =>
        {
            var plain = new Dictionary<string, object?> { ["a"] = a, ["b"] = b, ["c"] = c };
            var builder = new AttributeSetBuilder();
            foreach (var (name, value) in plain)
                builder.AddCustom(name, ValueOf(value));
            var course = default(DecisionCourse);

            var matches = Asked.Rules($"[{rule}]").FirstMatch(new AttributeScope(builder.Build(), null), ref course) == 0;

            matches.ShouldBe(NaiveRules.Matches(Asked.Json(rule), plain));
        },
        iter: 20_000);

    [Fact]
    public void TryParse_BrokenText_IsRefusedOrRunsWithoutAnException() => Gen.Select(Rule, Gen.Int[0, 1_000_000], Gen.Char["{}[]\",:\\0nut\ud800 "], Gen.Int[0, 2], Value).Sample(
        (rule, place, character, kind, value) =>
        {
            var text = $"[{rule}]";
            place %= text.Length;
            text = kind switch { 0 => text[..place], 1 => text.Remove(place, 1), _ => text.Insert(place, character.ToString()) };
            var attributes = new AttributeSetBuilder().AddCustom("a", ValueOf(value)).Build();
            var course = default(DecisionCourse);

            if (RuleList.TryParse(text, out var rules, out var fault))
                rules.FirstMatch(new AttributeScope(attributes, null), ref course);
            else
                fault.ShouldStartWith("rules: ");
        },
        iter: 10_000);

    private static AttributeValue ValueOf(object? value) => value switch
    {
        string text => AttributeValue.Of(text),
        double number => AttributeValue.Of(number),
        bool flag => AttributeValue.Of(flag),
        long date => AttributeValue.OfDate(date),
        List<object> items => AttributeValue.OfList([.. items.Select(ValueOf)]),
        _ => default,
    };

    private static Gen<string> Group(int depth)
    {
        var member = depth == 2 ? Condition : Gen.Frequency((3, Condition), (1, Group(depth + 1)));
        return Gen.Select(Pick.Of("and", "or", "or", "any"), member.Array[0, 3]).Select((logic, members) =>
            $$"""{"conditionLogic":"{{logic}}","treatment":"true","conditions":[{{string.Join(',', members)}}]}""");
    }
}
