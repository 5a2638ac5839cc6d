using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Applies changes of features, plans, flags and of who has which plan. Each method answers the broken rule, or null.</summary>
internal sealed class CatalogChanges(SnapshotModel model)
{
    public string? Apply(Change change) => model.Owner == 0 ? null : "a change of an unknown kind: " + change.GetType().Name;
}
