namespace EdgeGuard.Cli.Dev;

/// <summary>Content of <c>endpoints.json</c>: everything another program needs to talk to a running <c>dev</c>. Holds no secret.</summary>
internal sealed record EndpointsDocument
{
    /// <summary>Name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Base URL of edgeguard-scim.</summary>
    public required string Scim { get; init; }

    /// <summary>Base URL of scim's lease listener (HTTP/2), which edges ask.</summary>
    public string? Lease { get; init; }

    /// <summary>Path of the file that holds the admin key.</summary>
    public required string AdminKeyFile { get; init; }

    /// <summary>Base URL of the test issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>Base URL of the demo app, to compare with what comes through an edge.</summary>
    public required string App { get; init; }

    /// <summary>Base URL of the demo app's gRPC service (HTTP/2 without TLS).</summary>
    public string? AppHttp2 { get; init; }

    /// <summary>host:port of Redis or Garnet.</summary>
    public required string Redis { get; init; }

    public required IReadOnlyList<EdgeEndpoint> Edges { get; init; }

    /// <summary>The children that run now; rewritten whenever one is restarted.</summary>
    public IReadOnlyList<ProcessEndpoint> Processes { get; init; } = [];
}
