namespace EdgeGuard.Engine.Entitlements;

/// <summary>A plan and its place among all of a catalog, in ordinal order of their keys. Immutable.</summary>
internal readonly record struct NumberedPlan(int Number, PlanModel Plan);
