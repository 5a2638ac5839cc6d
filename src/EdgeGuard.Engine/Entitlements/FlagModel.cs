using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>The flag of a feature, its rules ready to run. Immutable.</summary>
internal sealed record FlagModel(Change.FlagPut Put, RuleList Rules)
{
    private readonly bool _default = Treatment.IsTrue(Put.DefaultTreatment);
    private readonly bool _off = Treatment.IsTrue(Put.OffTreatment);

    /// <summary>True when the flag gives its feature to whoever has these attributes (SEMANTICS section 3).</summary>
    public bool IsOnFor(in AttributeScope attributes, ref DecisionCourse course) =>
        Put.On ? Rules.IsTreated(_default, attributes, ref course) : _off;
}
