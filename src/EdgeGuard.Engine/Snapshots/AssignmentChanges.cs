namespace EdgeGuard.Engine.Snapshots;

/// <summary>Applies changes of the roles and permissions given to users and groups. Each method answers the broken rule, or null.</summary>
internal sealed class AssignmentChanges(SnapshotModel model)
{
    public string? Apply(Change change) => model.Owner == 0 ? null : "a change of an unknown kind: " + change.GetType().Name;
}
