using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Tests.Targeting;

/// <summary>The shortest ways to ask a rule of JSON text about attributes of JSON text.</summary>
internal static class Asked
{
    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    public static AttributeSet Attributes(string custom = "{}", string claims = "{}") => AttributeSet.From(Json(custom), Json(claims));

    public static AttributeSet Directory(string json)
    {
        AttributeSet.TryParseDirectory(json, out var set, out var fault).ShouldBeTrue(fault);
        return set!;
    }

    public static RuleList Rules(string json)
    {
        RuleList.TryParse(json, out var rules, out var fault).ShouldBeTrue(fault);
        return rules!;
    }

    /// <summary>Whether a rule of that one condition matches.</summary>
    public static bool Holds(string condition, AttributeSet? request, out DecisionWarnings warnings, AttributeSet? directory = null)
    {
        var course = default(DecisionCourse);
        var isTreated = Rules($$"""[{"conditionLogic":"and","treatment":"true","conditions":[{{condition}}]}]""")
            .IsTreated(byDefault: false, new AttributeScope(request, directory), ref course);
        warnings = course.Warnings;
        return isTreated;
    }

    /// <summary>The answers without and with negation, as <c>0</c> and <c>1</c>, and <c>!</c> when a warning was left, of an operation on the attribute <c>x</c>.</summary>
    public static string Both(string op, string operand, string x)
    {
        var attributes = Attributes($$"""{"x":{{x}}}""");
        var plain = Holds($$"""{"attribute":"x","op":"{{op}}","value":{{operand}}}""", attributes, out var warnings);
        var negated = Holds($$"""{"attribute":"x","op":"{{op}}","value":{{operand}},"negate":true}""", attributes, out _);
        return $"{(plain ? 1 : 0)}{(negated ? 1 : 0)}{(warnings == DecisionWarnings.None ? "" : "!")}";
    }
}
