using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Images;

/// <summary>
/// A state in a form from which its large tables are read whole rather than row by row: groups, users, memberships and aliases as an image,
/// the rest as rows. <see cref="ImageLoad"/> reads it. Immutable; thread-safe.
/// </summary>
public sealed class StateImage(Snapshot state)
{
    /// <summary>Rows to be applied before the image: tenants, what they have, roles.</summary>
    public IEnumerable<Change> RowsBefore => SnapshotExport.Before(state.Model);

    /// <summary>Rows to be applied after it: all that refers to groups and users, features, plans, flags, resources.</summary>
    public IEnumerable<Change> RowsAfter => SnapshotExport.After(state.Model);

    /// <summary>The image, made part by part as asked for. The bytes of a part are good until the next one is asked for.</summary>
    public IEnumerable<ImagePart> Parts()
    {
        var writer = new ImageWriter(state.Model);
        return writer.Groups().Concat(writer.Sets()).Concat(writer.Users()).Concat(writer.Keys());
    }
}
