using System.Collections.Immutable;
using System.Globalization;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>Runs targeting rules and notes why those before the first match did not.</summary>
internal static class RuleTrace
{
    public static Targeted Of(RuleList list, bool byDefault, in AttributeScope attributes, ref DecisionCourse course)
    {
        var missed = ImmutableArray.CreateBuilder<MissedRule>();
        var rules = list.Rules;
        for (var i = 0; i < rules.Length; i++)
        {
            if (rules[i].Condition.Holds(attributes, ref course))
                return new Targeted(rules[i].Treatment, i + 1, missed.ToImmutable());

            var failed = ImmutableArray.CreateBuilder<FailedCondition>();
            AddFailed(rules[i].Condition, string.Create(CultureInfo.InvariantCulture, $"/{i}"), attributes, ref course, failed);
            missed.Add(new MissedRule(i + 1, rules[i].Treatment, failed.ToImmutable()));
        }

        return new Targeted(byDefault, Rule: null, missed.ToImmutable());
    }

    /// <summary>Adds what failed a group that does not hold: its first unmet member when all must be met, else each.</summary>
    private static void AddFailed(RuleGroup group, string place, in AttributeScope attributes, ref DecisionCourse course, ImmutableArray<FailedCondition>.Builder failed)
    {
        for (var i = 0; i < group.Members.Length; i++)
        {
            var member = group.Members[i];
            course.Warnings = DecisionWarnings.None;
            if (member.Holds(attributes, ref course))
                continue;

            var at = string.Create(CultureInfo.InvariantCulture, $"{place}/conditions/{i}");
            if (member is RuleGroup nested)
                AddFailed(nested, at, attributes, ref course, failed);
            else
                failed.Add(Describe(member, at, attributes, course.Warnings));
            if (!group.Any)
                return;
        }
    }

    private static FailedCondition Describe(RuleNode member, string place, in AttributeScope attributes, DecisionWarnings warnings) => member switch
    {
        Condition met => new FailedCondition(
            place, met.Attribute, OperationNames.Of(met.Operation), met.Negate, FaultOf(attributes.Find(new AttributeName(met.Attribute)), warnings)),
        NeverCondition never => new FailedCondition(place, never.Attribute, never.Written, IsNegated: false, FaultOf(never)),
        _ => new FailedCondition(place, "", "", IsNegated: false, ConditionFault.Unmet),
    };

    private static ConditionFault FaultOf(in AttributeValue value, DecisionWarnings warnings)
    {
        if (value.Kind == AttributeKind.Missing)
            return ConditionFault.MissingAttribute;
        if ((warnings & DecisionWarnings.AttributeType) != DecisionWarnings.None)
            return ConditionFault.AttributeType;
        return (warnings & DecisionWarnings.PatternTimeout) != DecisionWarnings.None ? ConditionFault.PatternTimeout : ConditionFault.Unmet;
    }

    private static ConditionFault FaultOf(NeverCondition never)
    {
        if (never.Operation == Operation.Unknown)
            return ConditionFault.UnknownOperation;
        return never.Attribute.Length == 0 ? ConditionFault.MissingAttribute : ConditionFault.InvalidOperand;
    }
}
