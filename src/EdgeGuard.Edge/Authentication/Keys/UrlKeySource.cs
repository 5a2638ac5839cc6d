namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>A key set at a URL.</summary>
internal sealed class UrlKeySource(Uri url, MetadataClient client) : IKeySource
{
    /// <summary>Interval of refreshes over the network.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public TimeSpan RefreshEvery => Interval;

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(CancellationToken cancellationToken) => client.GetAsync(url, cancellationToken);
}
