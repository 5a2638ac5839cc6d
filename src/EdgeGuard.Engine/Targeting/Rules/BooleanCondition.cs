using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary><c>is</c>: that boolean, and nothing that only looks like it.</summary>
internal sealed class BooleanCondition(AttributeName attribute, bool negate, bool expected) : Condition(attribute, Operation.Is, negate)
{
    public bool Expected => expected;

    protected override ConditionAnswer Test(in AttributeValue value, ref PatternBudget budget) =>
        Answer(value.Kind == AttributeKind.Boolean && value.AsNumber() != 0 == expected);
}
