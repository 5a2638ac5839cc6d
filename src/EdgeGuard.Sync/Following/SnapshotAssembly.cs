using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// Puts a whole state together from chunks of rows, off to the side, wherever they come from. What it gives is the state whose digest
/// was named, or nothing. Holds the rows of one chunk beside what it builds. Used once, by one thread at a time.
/// </summary>
internal sealed class SnapshotAssembly(DirectoryHasher hasher)
{
    private readonly SnapshotBuilder _builder = Snapshot.Empty(hasher, default).ToBuilder();
    private readonly List<Change> _rows = [];

    /// <summary>Adds the rows of the next chunk. After anything but none the assembly is to be thrown away.</summary>
    public RefusalCause Add(ReadOnlyMemory<byte> chunk)
    {
        _rows.Clear();
        var fault = SnapshotChunk.Decode(chunk, _rows);
        if (fault != MessageFault.None)
            return (RefusalCause)fault;
        foreach (var row in _rows)
        {
            if (!_builder.TryApply(row, out _))
                return RefusalCause.ChangeRefused;
        }

        return RefusalCause.None;
    }

    /// <summary>Begins an image, which stands for the rows of groups and users.</summary>
    public ImageLoad OpenImage() => new(_builder);

    /// <summary>The state, if it is the one that <paramref name="head"/> names.</summary>
    public (Snapshot? Snapshot, RefusalCause Cause) Finish(LogHead head) =>
        _builder.Digest == head.Digest
            ? (_builder.Build(head.Epoch, head.Version), RefusalCause.None)
            : (null, RefusalCause.DigestMismatch);
}
