using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// Applies changes off to the side and gives a new immutable <see cref="Snapshot"/>. Copies each page once, however many changes
/// touch it. One thread at a time.
/// </summary>
public sealed class SnapshotBuilder
{
    /// <summary>Digest of the state as built so far.</summary>
    public Hash128 Digest => throw new NotSupportedException();

    /// <summary>
    /// Applies one change; on false <paramref name="fault"/> says which rule it broke and the builder must be thrown away.
    /// </summary>
    public bool TryApply(Change change, out string? fault) => throw new NotSupportedException();

    /// <summary>The finished state. The builder may not be used afterwards.</summary>
    public Snapshot Build(Epoch epoch, long version) => throw new NotSupportedException();
}
