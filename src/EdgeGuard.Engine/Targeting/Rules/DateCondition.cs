using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>
/// The date operations, in Unix milliseconds, both ends included. <paramref name="end"/> is the end of <c>between_date</c>, else the same as
/// <paramref name="start"/>.
/// </summary>
internal sealed class DateCondition(AttributeName attribute, Operation operation, bool negate, long start, long end)
    : Condition(attribute, operation, negate)
{
    public long Start => start;

    public long End => end;

    protected override ConditionAnswer Test(in AttributeValue value, ref PatternBudget budget)
    {
        if (value.Kind != AttributeKind.Date)
            return ConditionAnswer.WrongType;

        var date = (long)value.AsNumber();
        return Answer(Operation switch
        {
            Operation.On => date == start,
            Operation.OnOrAfter => date >= start,
            Operation.OnOrBefore => date <= start,
            _ => date >= start && date <= end,
        });
    }
}
