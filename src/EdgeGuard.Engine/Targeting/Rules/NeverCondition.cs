using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>A condition of an unknown operation, with an operand that it cannot take, or on no attribute: never met, negated or not.</summary>
internal sealed class NeverCondition(string attribute, Operation operation) : RuleNode
{
    /// <summary>The attribute's name; empty when it has none.</summary>
    public string Attribute => attribute;

    /// <summary>The operation; unknown when nobody knows it.</summary>
    public Operation Operation => operation;

    public override bool Holds(in AttributeScope attributes, ref DecisionWarnings warnings) => false;
}
