using StackExchange.Redis;

namespace EdgeGuard.Testing;

/// <summary>A Redis or Redis-compatible server on a free loopback port, owned by a test class. Start and kill it at will.</summary>
public abstract class RedisCompatibleServer : IDisposable
{
    private int _environments;

    /// <summary>Where it listens, the same over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>For <c>EdgeGuard:Redis:ConnectionString</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>A fresh environment name: a key prefix of one test's own.</summary>
    public string NewEnvironment() => $"test-{Interlocked.Increment(ref _environments)}";

    /// <summary>Ends the server at once, as a crash does; what it held is gone.</summary>
    public abstract void Kill();

    /// <summary>Starts it again, empty, on the same port.</summary>
    public void Restart() => Start(Port);

    /// <summary>Throws everything away that the server holds.</summary>
    public async Task FlushAllAsync()
    {
        await using var connection = await ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("FLUSHALL");
    }

    /// <summary>A connection beside those under test.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => ConnectionMultiplexer.ConnectAsync($"{ConnectionString},allowAdmin=true");

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the server for the first time, on a free port.</summary>
    protected void StartOnFreePort()
    {
        const int Attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort.Next();
            try
            {
                Start(Port);
                return;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process was faster; take another port.
            }
        }
    }

    /// <summary>Starts the server and returns when it accepts connections.</summary>
    /// <exception cref="IOException">It cannot, for instance because the port is taken.</exception>
    protected abstract void Start(int port);
}
