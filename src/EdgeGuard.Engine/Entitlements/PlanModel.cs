using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>A plan, its rules ready to run. Immutable.</summary>
internal sealed record PlanModel(Change.PlanPut Put, RuleList Rules)
{
    private readonly bool _default = Treatment.IsTrue(Put.DefaultTreatment);

    public string Key => Put.Key;

    /// <summary>True when the plan gives its features to whoever has these attributes, without being assigned (SEMANTICS section 3).</summary>
    public bool Targets(in AttributeScope attributes, ref DecisionCourse course) => Rules.IsTreated(_default, attributes, ref course);
}
