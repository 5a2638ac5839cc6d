namespace EdgeGuard.Cli.Dev;

/// <summary>Where one edge is reached.</summary>
/// <param name="Name">As in logs: <c>edge-1</c>.</param>
/// <param name="Proxy">Base URL of its proxy.</param>
/// <param name="Grpc">Address of its decision API (gRPC).</param>
/// <param name="UnixSocket">Path of the decision API's Unix socket, when there is one.</param>
/// <param name="Health">Base URL of its health endpoints.</param>
/// <param name="Http2">Base URL of its proxy for HTTP/2 without TLS (gRPC), when there is one.</param>
internal sealed record EdgeEndpoint(string Name, string Proxy, string Grpc, string? UnixSocket, string? Health, string? Http2);
