using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Scim.Storage.Sqlite;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// The directory and its log. Reads see one consistent state and never wait for writes; writes are one transaction each, in the
/// order of the log. Usable between start and stop of the host. Thread-safe.
/// </summary>
internal sealed partial class DirectoryStore(
    IOptions<StorageOptions> options,
    IOptions<LeaseOptions> leases,
    EntryCodec codec,
    EnvironmentKeys keys,
    TimeProvider time,
    StorageMetrics metrics,
    CommitSignal signal,
    IHostApplicationLifetime lifetime,
    ILogger<DirectoryStore> logger)
    : IHostedService, IAsyncDisposable
{
    private IDatabase? _database;
    private CommitQueue? _queue;

    private IDatabase Database => _database ?? throw new InvalidOperationException("The store is not open.");

    private CommitQueue Queue => _queue ?? throw new InvalidOperationException("The store is not open.");

    /// <summary>True once nothing can be written any more; the host is being stopped then.</summary>
    public bool HasFailed => _queue is { HasFailed: true };

    /// <summary>Reads within one transaction, which ends when the task that <paramref name="work"/> gives ends.</summary>
    public async Task<T> ReadAsync<T>(Func<DirectoryReader, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await Database.BeginReadAsync(cancellationToken);
        return await work(new DirectoryReader(transaction.Session));
    }

    /// <summary>Reads within one transaction.</summary>
    public Task<T> ReadAsync<T>(Func<DirectoryReader, T> work, CancellationToken cancellationToken) =>
        ReadAsync(read => Task.FromResult(work(read)), cancellationToken);

    /// <summary>Writes within one transaction; done when it is durable. <paramref name="work"/> runs on the writer's thread and must not block.</summary>
    public async Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, T> work, CancellationToken cancellationToken) =>
        await Queue.WriteAsync(work, WriteLane.Ordinary, cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>, but before the ordinary writes that wait (<see cref="WriteLane.Urgent"/>).</summary>
    public async Task<Written<T>> WriteUrgentlyAsync<T>(Func<DirectoryTransaction, T> work, CancellationToken cancellationToken) =>
        await Queue.WriteAsync(work, WriteLane.Urgent, cancellationToken);

    /// <inheritdoc cref="IDatabase.WriteLeaseAsync"/>
    public Task<T> WriteLeaseAsync<T>(Func<LeaseTransaction, T> work, CancellationToken cancellationToken) =>
        Database.WriteLeaseAsync(Queue, work, cancellationToken);

    /// <inheritdoc cref="IDatabase.EnsureInPlace"/>
    public void EnsureInPlace() => Database.EnsureInPlace();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _database = SqliteDatabase.Open(options.Value.SqlitePath, keys, HeadTerms.Length(leases.Value.MaxStaleness));
        _queue = new CommitQueue(_database, codec, keys, time, metrics, signal, logger, lifetime.StopApplication);
        _queue.Start();
        Log.Opened(logger, _database.Name);
        return Task.CompletedTask;
    }

    /// <summary>Finishes the writes that were accepted and lets the database go.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _database, null) is not { } database)
            return;
        if (_queue is not null)
            await _queue.DisposeAsync();
        await database.DisposeAsync();
        Log.Closed(logger);
    }
}
