namespace EdgeGuard.Edge.Health;

/// <summary>The listener for probes: <c>EdgeGuard:Health</c>.</summary>
internal sealed class HealthOptions
{
    /// <summary>Default of <see cref="Url"/>.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8083";

    /// <summary>Where <c>/healthz/live</c> and <c>/healthz/ready</c> are served, HTTP/1.1. Host and port as in <c>EdgeGuard:Proxy:Url</c>. Default http://127.0.0.1:8083.</summary>
    public string Url { get; set; } = DefaultUrl;
}
