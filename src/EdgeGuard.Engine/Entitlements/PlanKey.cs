using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Names a plan among those of one holder, or of one feature, which are in ordinal order of their keys. Immutable.</summary>
internal readonly struct PlanKey(string key) : IComparable<Change.PlanAssigned>, IComparable<NumberedPlan>
{
    public int CompareTo(Change.PlanAssigned? other) => other is null ? 1 : string.CompareOrdinal(key, other.Plan);

    public int CompareTo(NumberedPlan other) => string.CompareOrdinal(key, other.Plan.Key);
}
