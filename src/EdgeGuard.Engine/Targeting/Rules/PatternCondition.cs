using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary><c>matches</c>: the value's text form holds a piece that the pattern describes.</summary>
internal sealed class PatternCondition(AttributeName attribute, bool negate, TextPattern pattern) : Condition(attribute, Operation.Matches, negate)
{
    public TextPattern Pattern => pattern;

    protected override ConditionAnswer Test(in AttributeValue value, ref PatternBudget budget)
    {
        Span<char> buffer = stackalloc char[AttributeValue.MaxScalarText];
        return pattern.IsMatch(value.AsText(buffer), ref budget) switch
        {
            true => ConditionAnswer.Yes,
            false => ConditionAnswer.No,
            null => ConditionAnswer.TooLong,
        };
    }
}
