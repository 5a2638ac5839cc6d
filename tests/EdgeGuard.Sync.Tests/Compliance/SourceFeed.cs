using System.Collections.Concurrent;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>A second way to the log, which reads it where it is written. Thread-safe.</summary>
internal sealed class SourceFeed(InMemoryLogSource source) : ILogFeed
{
    /// <summary>More than the loop takes in one turn.</summary>
    private const int Most = 1000;

    private readonly MessageSeal _seal = new(TestEnvironment.Keys);
    private readonly ConcurrentQueue<string> _asked = new();
    private TaskCompletionSource? _hold;

    public string Name => "scim";

    public bool IsLocalCopy { get; init; }

    /// <summary>What it was asked for, in order: <c>entries</c>, <c>state</c>.</summary>
    public List<string> Asked => [.. _asked];

    /// <summary>Lets every reading wait from now on.</summary>
    public TaskCompletionSource Hold() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEntriesAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken)
    {
        await EnterAsync("entries", cancellationToken);
        if (epoch != source.State.Epoch)
            return [];
        var entries = await source.ReadEntriesAsync(afterVersion, Most, cancellationToken);
        return [.. entries.Select(entry => (ReadOnlyMemory<byte>)entry.Bytes)];
    }

    public async Task<FedState> ReadStateAsync(Epoch? current, long afterVersion, CancellationToken cancellationToken)
    {
        await EnterAsync("state", cancellationToken);
        var state = source.State;
        return state.Epoch == current && state.Version <= afterVersion
            ? default
            : new FedState(state, ManifestOf(state).Encode(_seal), RefusalCause.None);
    }

    private static SnapshotManifest ManifestOf(Snapshot state) =>
        new(state.Epoch, state.Version, state.Digest, CreatedAt: 0, default(Hash128), ChunkHashes: []);

    private Task EnterAsync(string what, CancellationToken cancellationToken)
    {
        _asked.Enqueue(what);
        return _hold?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
    }
}
