using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// The whole state at one log version. Immutable: a change gives a new snapshot that shares structure with this one
/// (<see cref="ToBuilder"/>). Readers take one reference and are lock-free, wait-free and allocation-free; thread-safe.
/// </summary>
public sealed class Snapshot
{
    public static Snapshot Empty(DirectoryHasher hasher, Epoch epoch) => throw new NotSupportedException();

    public Epoch Epoch => throw new NotSupportedException();

    public long Version => throw new NotSupportedException();

    /// <summary>Sum of all row hashes (<see cref="RowDigest"/>).</summary>
    public Hash128 Digest => throw new NotSupportedException();

    public int TenantCount => throw new NotSupportedException();

    public int UserCount => throw new NotSupportedException();

    public int GroupCount => throw new NotSupportedException();

    public DirectoryHasher Hasher => throw new NotSupportedException();

    /// <summary>Tenant, subject, active, not-before: everything of a decision that comes before its question.</summary>
    public ResolvedSubject Resolve(in SubjectClaim claim) => throw new NotSupportedException();

    /// <summary>Answers one question about a subject that <see cref="Resolve"/> found. <paramref name="now"/>: Unix milliseconds.</summary>
    public Decision Decide(in ResolvedSubject subject, in Question question, long now) => throw new NotSupportedException();

    /// <summary><see cref="Resolve"/> and <see cref="Decide"/> in one.</summary>
    public Decision Check(in SubjectClaim claim, in Question question, long now) => throw new NotSupportedException();

    /// <summary>A builder that starts from this state; this snapshot is not touched by it.</summary>
    public SnapshotBuilder ToBuilder() => throw new NotSupportedException();

    /// <summary>Puts that rebuild this state from empty, each after what it refers to.</summary>
    public IEnumerable<Change> Export() => throw new NotSupportedException();
}
