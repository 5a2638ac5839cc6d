using System.Globalization;
using EdgeGuard.Shared;
using Garnet;

namespace EdgeGuard.Cli.Demo;

/// <summary>Garnet in this process, on loopback and in memory only: losing it loses nothing but speed (DESIGN section 4).</summary>
internal sealed class GarnetService(int port) : IHostedService, IDisposable
{
    private GarnetServer? _server;

    public static async Task RunAsync(int port, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHostedService(_ => new GarnetService(port));
        ParentWatch.AddTo(builder);
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Both Lua switches: without transaction mode scripts are not atomic. The sizes fit a demo, not the defaults' 16 GB log.
        _server = new GarnetServer(
        [
            "--bind", "127.0.0.1",
            "--port", port.ToString(CultureInfo.InvariantCulture),
            "--lua", "--lua-transaction-mode", "true",
            "--memory", "256m",
            "--page", "4m",
            "--index", "16m",
        ]);
        _server.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _server?.Dispose();
}
