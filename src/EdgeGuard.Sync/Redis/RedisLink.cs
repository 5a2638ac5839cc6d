using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Redis;

/// <summary>
/// This process's connection to Redis: made when first asked for, kept for good, and replaced when it no longer answers although
/// the client thinks that it does (a black-holed link, which the client alone may take over a minute to notice). Thread-safe.
/// </summary>
internal sealed class RedisLink(IOptions<RedisOptions> options) : IAsyncDisposable
{
    /// <summary>How long one command may take before the link counts as dead.</summary>
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(2);

    /// <summary>How often a lost server is tried again: a return is noticed well within two seconds.</summary>
    private static readonly TimeSpan ReconnectEvery = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private ConnectionMultiplexer? _connection;
    private Task _closing = Task.CompletedTask;

    /// <summary>Called, on a thread of the client, when a lost connection is back. Set before the first use.</summary>
    public Action? Restored { get; set; }

    /// <summary>The names of this environment's keys.</summary>
    public RedisNames Names { get; } = new(options.Value.Environment);

    /// <summary>The connection; it may be without a server at this moment, and then its commands fail at once.</summary>
    public async ValueTask<ConnectionMultiplexer> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _connection) is { } present)
            return present;

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _connection ??= await ConnectAsync().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Drops a connection that does not answer; the next <see cref="GetAsync"/> makes a new one. Does not wait for the old one to
    /// close: closing a dead link can take as long as the link is dead.
    /// </summary>
    public void Renew()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            _closing = Task.WhenAll(_closing, CloseAsync(connection));
    }

    public async ValueTask DisposeAsync()
    {
        Renew();
        await _closing.WaitAsync(CommandTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _gate.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var configuration = ConfigurationOptions.Parse(options.Value.ConnectionString);
        configuration.AbortOnConnectFail = false;
        configuration.ConnectRetry = 1;
        configuration.ConnectTimeout = (int)CommandTimeout.TotalMilliseconds;
        configuration.AsyncTimeout = (int)CommandTimeout.TotalMilliseconds;
        configuration.HeartbeatInterval = ReconnectEvery;
        configuration.ReconnectRetryPolicy = new LinearRetry((int)ReconnectEvery.TotalMilliseconds);

        // Both loops retry by themselves and know better what is still worth sending.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ClientName ??= "edgeguard";

        var connection = await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false);
        connection.ConnectionRestored += OnRestored;
        return connection;
    }

    private async Task CloseAsync(ConnectionMultiplexer connection)
    {
        await Task.Yield();
        connection.ConnectionRestored -= OnRestored;
        await connection.CloseAsync(allowCommandsToComplete: false).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) => Restored?.Invoke();
}
