using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>
/// A version of one history, with the product's own snapshot of it. Interned: the same history is the same object, in every state.
/// Two versions never have the same digest.
/// </summary>
internal sealed class Version
{
    private static readonly DirectoryHasher Hasher = new(new Hash128(1, 2), new Hash128(3, 4));
    private static int _count;

    private readonly Dictionary<(Operation, int, long, bool), Version> _children = [];

    private Version(Version? parent, Operation operation, int epoch, long number, bool isActive)
    {
        Id = Interlocked.Increment(ref _count);
        Parent = parent;
        Operation = operation;
        Epoch = epoch;
        IsActive = isActive;
        var builder = (parent?.Snapshot ?? Snapshot.Empty(Hasher, EpochOf(epoch))).ToBuilder();
        builder.TryApply(new Change.TenantPut($"v{Id}", Suspended: false), out _).ShouldBeTrue();
        Snapshot = builder.Build(EpochOf(epoch), number);
    }

    public static Version First { get; } = new(null, Operation.Create, 1, 1, isActive: true);

    public int Id { get; }

    public Version? Parent { get; }

    public Operation Operation { get; }

    public int Epoch { get; }

    public bool IsActive { get; }

    public Snapshot Snapshot { get; }

    public long Number => Snapshot.Version;

    public LogHead Head => new(Snapshot.Epoch, Snapshot.Version, Snapshot.Digest);

    public Version Then(Operation operation) => Child(
        operation, Epoch, Number + 1, operation == Operation.Deactivate ? false : operation == Operation.Reactivate || IsActive);

    /// <summary>The first version of a new epoch on top of this one; the journal may bring a revocation back.</summary>
    public Version Begin(int epoch, long number, bool isActive) => Child(Operation.BeginEpoch, epoch, number, isActive);

    public bool IsIn(Version? history)
    {
        while (history is not null && history != this && history.Number > Number)
            history = history.Parent;
        return history == this;
    }

    /// <summary>The version that an answer about the subject reveals when the head is this one; null when it is active.</summary>
    public Version? Revealed()
    {
        if (IsActive)
            return null;
        var at = this;
        while (at.Operation is not (Operation.Deactivate or Operation.BeginEpoch))
            at = at.Parent!;
        return at;
    }

    public override string ToString() => $"{Epoch}.{Number}{(IsActive ? "+" : "-")}";

    private static Epoch EpochOf(int epoch) => new(new Hash128((ulong)epoch, 7));

    private Version Child(Operation operation, int epoch, long number, bool isActive)
    {
        lock (_children)
        {
            if (!_children.TryGetValue((operation, epoch, number, isActive), out var child))
                _children[(operation, epoch, number, isActive)] = child = new Version(this, operation, epoch, number, isActive);
            return child;
        }
    }
}
