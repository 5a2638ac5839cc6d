using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>One condition: an operation with a valid operand, on one attribute (SEMANTICS section 5). Immutable; thread-safe.</summary>
internal abstract class Condition(AttributeName attribute, Operation operation, bool negate) : RuleNode
{
    private readonly AttributeName _attribute = attribute;

    public string Attribute => _attribute.Full;

    public Operation Operation => operation;

    public bool Negate => negate;

    /// <remarks>
    /// The order of SEMANTICS section 5. Steps 1 and 2 were taken when the rule was read (<see cref="NeverCondition"/>): 3, a missing attribute is not met;
    /// 4, the operation; 5, the negation, which reaches nothing but the operation's own yes and no.
    /// </remarks>
    public sealed override bool Holds(in AttributeScope attributes, ref DecisionCourse course)
    {
        ref readonly var value = ref attributes.Find(_attribute);
        if (value.Kind == AttributeKind.Missing)
            return false;

        switch (Test(value, ref course.Patterns))
        {
            case ConditionAnswer.Yes:
                return !negate;
            case ConditionAnswer.No:
                return negate;
            case ConditionAnswer.TooLong:
                course.Warnings |= DecisionWarnings.PatternTimeout;
                return false;
            default:
                course.Warnings |= DecisionWarnings.AttributeType;
                return false;
        }
    }

    protected static ConditionAnswer Answer(bool isMet) => isMet ? ConditionAnswer.Yes : ConditionAnswer.No;

    /// <summary>The operation on a value that is there.</summary>
    /// <param name="value">The value.</param>
    /// <param name="budget">What patterns have cost so far; gains what this one costs.</param>
    protected abstract ConditionAnswer Test(in AttributeValue value, ref PatternBudget budget);
}
