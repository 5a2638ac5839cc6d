using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>All of its members, or any; without members all hold and none does.</summary>
internal sealed class RuleGroup(bool any, RuleNode[] members) : RuleNode
{
    /// <summary>True for any, false for all.</summary>
    public bool Any => any;

    public ReadOnlySpan<RuleNode> Members => members;

    public override bool Holds(in AttributeScope attributes, ref DecisionCourse course)
    {
        foreach (var member in members)
        {
            if (member.Holds(attributes, ref course) == any)
                return any;
        }

        return !any;
    }
}
