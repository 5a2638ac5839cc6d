using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>Applies changes of grants and of where resources lie. Each method answers the broken rule, or null.</summary>
internal sealed class GrantChanges(SnapshotModel model)
{
    public string? Apply(Change change) => model.Owner == 0 ? null : "a change of an unknown kind: " + change.GetType().Name;
}
