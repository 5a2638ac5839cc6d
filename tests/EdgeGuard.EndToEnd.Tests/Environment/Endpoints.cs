using System.Text.Json;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>What <c>edgeguard dev</c> writes to endpoints.json.</summary>
internal sealed record Endpoints(
    string Environment, string Scim, string Lease, string AdminKeyFile, string Issuer, string App, string Redis,
    IReadOnlyList<Endpoints.EdgeEndpoint> Edges, IReadOnlyList<Endpoints.ProcessEndpoint> Processes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public int Pid(string name) => Processes.Single(p => p.Name == name).Pid;

    public static Endpoints Read(string path) => JsonSerializer.Deserialize<Endpoints>(File.ReadAllText(path), Json)!;

    internal sealed record EdgeEndpoint(string Name, string Proxy, string Grpc, string UnixSocket, string Health);

    internal sealed record ProcessEndpoint(string Name, int Pid);
}
