namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>Keeps the keys of all issuers fresh. The host starts without waiting for any of them.</summary>
internal sealed class KeyRefreshService(IssuerRegistry issuers) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(issuers.All.Select(issuer => issuer.Keys.RunAsync(stoppingToken)));
}
