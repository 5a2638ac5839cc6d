using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>A condition of an unknown operation, with an operand that it cannot take, or on no attribute: never met, negated or not.</summary>
internal sealed class NeverCondition(string attribute, Operation operation, string written) : RuleNode
{
    /// <summary>The attribute's name; empty when it has none.</summary>
    public string Attribute => attribute;

    /// <summary>The operation; unknown when nobody knows it.</summary>
    public Operation Operation => operation;

    /// <summary>The operation's name as written; empty when it is no text.</summary>
    public string Written => written;

    public override bool Holds(in AttributeScope attributes, ref DecisionCourse course) => false;
}
