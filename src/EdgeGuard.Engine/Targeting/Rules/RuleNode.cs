using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>A group or a condition of a rule, ready to run (SEMANTICS section 4). Immutable; thread-safe.</summary>
internal abstract class RuleNode
{
    /// <summary>Whether it holds. Never throws, and allocates nothing unless a pattern runs.</summary>
    public abstract bool Holds(in AttributeScope attributes, ref DecisionCourse course);
}
