using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Makes a snapshot of a state.</summary>
public static class StateLoader
{
    /// <summary>The state as a snapshot; null when anything of it is refused, with every refusal noted where its reason stands.</summary>
    public static Snapshot? Load(StateDocument state, DirectoryHasher hasher, Epoch epoch, DocumentFaults faults)
    {
        StateReferences.Check(state, faults);
        if (!faults.IsEmpty)
            return null;

        // A refused change leaves the builder as it was, so the rest can be looked at too; but nothing is built from it.
        var builder = Snapshot.Empty(hasher, epoch).ToBuilder();
        foreach (var (change, place) in StateChanges.Of(state, hasher))
        {
            if (!builder.TryApply(change, out var fault))
                faults.Add(place, $"This is refused: {fault}.");
        }

        return faults.IsEmpty ? builder.Build(epoch, version: 1) : null;
    }
}
