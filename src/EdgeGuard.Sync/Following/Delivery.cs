using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>What was fetched from one feed, off the loop: entries, or a whole state, or the cause for which a state was refused.</summary>
/// <param name="Source">The feed's name.</param>
internal sealed record Delivery(string Source)
{
    /// <summary>Encoded entries, unverified.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Entries { get; init; } = [];

    /// <summary>A whole state, verified.</summary>
    public Snapshot? State { get; init; }

    /// <summary>The authentic message that shows <see cref="State"/>.</summary>
    public ReadOnlyMemory<byte> Witness { get; init; }

    /// <summary>Why there is no state, if the feed had one.</summary>
    public RefusalCause Cause { get; init; }

    /// <summary>Set by the loop when it is done with it: whether it brought the state forward.</summary>
    public TaskCompletionSource<bool> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
