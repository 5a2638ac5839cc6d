using Garnet;

namespace EdgeGuard.Testing;

/// <summary>Garnet inside the test process, as <c>edgeguard dev</c> embeds it.</summary>
public sealed class GarnetFixture : RedisCompatibleServer
{
    private GarnetServer? _server;

    /// <summary>Starts a server.</summary>
    public GarnetFixture() => StartOnFreePort();

    /// <inheritdoc/>
    public override void Kill()
    {
        _server?.Dispose();
        _server = null;
    }

    /// <inheritdoc/>
    protected override void Start(int port)
    {
        try
        {
            // Scripts are atomic only with the transaction mode.
            _server = new GarnetServer(["--port", $"{port}", "--bind", "127.0.0.1", "--lua", "--lua-transaction-mode", "true"]);
            _server.Start();
        }
        catch (Exception e) when (e is not IOException)
        {
            Kill();
            throw new IOException($"Garnet did not start on port {port}.", e);
        }
    }
}
