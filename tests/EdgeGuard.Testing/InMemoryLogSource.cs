using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Testing;

/// <summary>
/// The database's boundary in memory: commits entries with the digests that their state really has. Thread-safe.
/// </summary>
public sealed class InMemoryLogSource(EnvironmentKeys keys) : ILogSource
{
    private readonly Lock _lock = new();
    private readonly EntryCodec _codec = new(keys);
    private readonly List<StoredEntry> _entries = [];
    private bool _failStateRead;
    private Snapshot _state = Snapshot.Empty(keys.Hasher, Epoch.New());

    /// <summary>Called after each commit with its version, as a store tells its publisher.</summary>
    public Action<long>? Committed { get; set; }

    /// <summary>How often the publisher read, of any kind.</summary>
    public int Reads { get; private set; }

    /// <summary>The state after the last commit.</summary>
    public Snapshot State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    /// <summary>Commits one entry.</summary>
    /// <exception cref="ArgumentException">The state does not admit a change.</exception>
    public LogEntry Append(params ImmutableArray<Change> changes) => Commit(changes, digest: null);

    /// <summary>As <see cref="Append"/>, with the fence flag.</summary>
    public LogEntry AppendFenced(params ImmutableArray<Change> changes) => Commit(changes, digest: null, fenced: true);

    /// <summary>Commits one entry with a digest that its state does not have, as a faulty writer would.</summary>
    public LogEntry AppendWithWrongDigest(params ImmutableArray<Change> changes) => Commit(changes, new Hash128(1, 2));

    /// <summary>Replaces the log by a new epoch that goes on from the same state and version, as a restore does.</summary>
    public void StartEpoch()
    {
        lock (_lock)
            _state = _state.ToBuilder().Build(Epoch.New(), _state.Version);
    }

    /// <summary>Forgets the entries up to a version, as a retention limit does.</summary>
    public void Trim(long version)
    {
        lock (_lock)
            _entries.RemoveAll(e => e.Version <= version);
    }

    /// <summary>Loses everything after a version within the epoch, as a failover without synchronous replication does.</summary>
    public void LoseAfter(long version)
    {
        lock (_lock)
        {
            _entries.RemoveAll(e => e.Version > version);
            var builder = Snapshot.Empty(keys.Hasher, _state.Epoch).ToBuilder();
            foreach (var stored in _entries)
                Apply(builder, Decode(stored).Changes);
            _state = builder.Build(_state.Epoch, version);
        }
    }

    /// <summary>Makes the next read of the whole state fail after its first row.</summary>
    public void FailNextStateRead() => Volatile.Write(ref _failStateRead, true);

    /// <summary>The bytes of one entry.</summary>
    public byte[] Bytes(long version)
    {
        lock (_lock)
            return _entries.Single(e => e.Version == version).Bytes;
    }

    /// <inheritdoc/>
    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Reads++;
            return Task.FromResult(new LogHead(_state.Epoch, _state.Version, _state.Digest));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadEntriesAsync(long afterVersion, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Reads++;
            var first = _entries.Count == 0 ? 0 : (int)Math.Clamp(afterVersion + 1 - _entries[0].Version, 0, _entries.Count);
            return Task.FromResult<IReadOnlyList<StoredEntry>>(_entries.GetRange(first, Math.Min(limit, _entries.Count - first)));
        }
    }

    /// <inheritdoc/>
    public Task ReadStateAsync(Func<LogHead, IAsyncEnumerable<Change>, Task> write, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _failStateRead, false))
            return write(default, FailAsync());
        var state = State;
        return write(new LogHead(state.Epoch, state.Version, state.Digest), state.Export().ToAsyncEnumerable());
    }

    private static async IAsyncEnumerable<Change> FailAsync()
    {
        await Task.Yield();
        yield return new Change.TenantPut("acme", Suspended: false);
        throw new IOException("The test's database fails amid a read.");
    }

    private static void Apply(SnapshotBuilder builder, ImmutableArray<Change> changes)
    {
        foreach (var change in changes)
        {
            if (!builder.TryApply(change, out var fault))
                throw new ArgumentException($"{change}: {fault}", nameof(changes));
        }
    }

    private LogEntry Decode(StoredEntry stored) =>
        _codec.TryDecode(stored.Bytes, out var entry, out var fault) ? entry! : throw new InvalidOperationException(fault);

    private LogEntry Commit(ImmutableArray<Change> changes, Hash128? digest, bool fenced = false)
    {
        LogEntry entry;
        lock (_lock)
        {
            var builder = _state.ToBuilder();
            Apply(builder, changes);
            _state = builder.Build(_state.Epoch, _state.Version + 1);
            entry = new LogEntry(
                _state.Epoch, _state.Version, fenced, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), digest ?? _state.Digest, changes);
            _entries.Add(new StoredEntry(entry.Version, _codec.Encode(entry)));
        }

        Committed?.Invoke(entry.Version);
        return entry;
    }
}
