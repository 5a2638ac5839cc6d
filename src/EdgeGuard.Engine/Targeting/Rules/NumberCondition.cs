using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>
/// <c>equal</c>, which takes a number only, and the comparisons, which take whatever JavaScript makes a number of. <paramref name="high"/> is
/// the end of <c>between_numeric</c>, else the same as <paramref name="low"/>.
/// </summary>
internal sealed class NumberCondition(AttributeName attribute, Operation operation, bool negate, double low, double high)
    : Condition(attribute, operation, negate)
{
    public double Low => low;

    public double High => high;

    // IEEE comparisons, as in JavaScript: none holds for NaN, and both zeros are equal.
    protected override ConditionAnswer Test(in AttributeValue value, ref PatternBudget budget) => Answer(Operation switch
    {
        Operation.Equal => value.Kind == AttributeKind.Number && value.AsNumber() == low,
        Operation.GreaterThan => value.AsNumber() > low,
        Operation.GreaterThanEqual => value.AsNumber() >= low,
        Operation.LowerThan => value.AsNumber() < low,
        Operation.LowerThanEqual => value.AsNumber() <= low,
        _ => value.AsNumber() is var number && number >= low && number <= high,
    });
}
