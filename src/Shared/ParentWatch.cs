namespace EdgeGuard.Shared;

/// <summary>
/// Stops the host when standard input ends, so that a supervising parent takes its children with it however it dies. On only
/// when <c>EdgeGuard:StopWhenInputEnds</c> is true. Owner: EdgeGuard.Edge.
/// </summary>
internal sealed class ParentWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Registers the watch when the configuration asks for it.</summary>
    public static void AddTo(IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>("EdgeGuard:StopWhenInputEnds"))
            builder.Services.AddHostedService<ParentWatch>();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (await Task.Run(() => input.Read(buffer), stoppingToken).WaitAsync(stoppingToken) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
