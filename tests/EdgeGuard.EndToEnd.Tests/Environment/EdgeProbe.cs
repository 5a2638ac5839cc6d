using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.EndToEnd.Tests.Histories;
using EdgeGuard.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>Asks edges what they would answer, over gRPC and through their proxies.</summary>
internal sealed class EdgeProbe : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Longer than any test keeps an edge stopped: what was sent to a stopped edge is answered when it goes on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly HttpClient Patient = new() { Timeout = Patience };

    private static readonly Dictionary<Reason, string> Codes = CheckReflection.Descriptor.EnumTypes
        .Single(e => e.Name == nameof(Reason)).Values.ToDictionary(v => (Reason)v.Number, v => v.Name["REASON_".Length..]);

    private readonly GrpcChannel _channel;
    private readonly CheckService.CheckServiceClient _checks;

    public EdgeProbe(Endpoints.EdgeEndpoint endpoint)
    {
        Endpoint = endpoint;
        _channel = GrpcChannel.ForAddress(endpoint.Grpc);
        _checks = new CheckService.CheckServiceClient(_channel);
    }

    public Endpoints.EdgeEndpoint Endpoint { get; }

    public static async Task<bool> AllReadyAsync(Endpoints endpoints)
    {
        foreach (var edge in endpoints.Edges)
        {
            if (await ReadyAsync(edge) is null)
                return false;
        }

        return true;
    }

    /// <summary>The readiness document, or null while the edge is not ready or not there.</summary>
    public static async Task<JsonNode?> ReadyAsync(Endpoints.EdgeEndpoint edge)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri($"{edge.Health}/healthz/ready"));
            return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>The answer to "may the user of this externalId do that?", or null while the edge cannot be reached.</summary>
    public async Task<CheckResponse?> CheckAsync(string tenant, string externalId, string permission)
    {
        try
        {
            var request = new CheckRequest { Tenant = tenant, Subject = new Subject { Value = externalId }, Permission = permission };
            return await _checks.CheckAsync(request, deadline: DateTime.UtcNow.AddSeconds(5));
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return null;
        }
    }

    /// <summary>The same as a word for a history: <see cref="Probe.Allow"/>, a reason, or <see cref="Probe.NoAnswer"/>.</summary>
    public async Task<string> AskAsync(string tenant, string externalId, string permission)
    {
        try
        {
            var request = new CheckRequest { Tenant = tenant, Subject = new Subject { Value = externalId }, Permission = permission };
            var answer = await _checks.CheckAsync(request, deadline: DateTime.UtcNow + Patience);
            return answer.Allowed ? Probe.Allow : Codes[answer.Reason];
        }
        catch (RpcException)
        {
            return Probe.NoAnswer;
        }
    }

    /// <summary>GET /documents through the proxy, as a word for a history.</summary>
    public async Task<string> AskProxyAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Endpoint.Proxy}/documents"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await Patient.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? Probe.Allow : ReasonOf(text) ?? $"HTTP {(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return Probe.NoAnswer;
        }
    }

    /// <summary>Whether the edge has a running lease now.</summary>
    public async Task<bool> IsFreshAsync()
    {
        try
        {
            using var response = await Http.GetAsync(new Uri($"{Endpoint.Health}/healthz/fresh"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>The proxy's status for GET /documents, or null while the edge cannot be reached.</summary>
    public async Task<int?> GetDocumentsAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{Endpoint.Proxy}/documents"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await Http.SendAsync(request);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _channel.Dispose();

    private static string? ReasonOf(string problem)
    {
        try
        {
            return (string?)(JsonNode.Parse(problem) as JsonObject)?["reason"];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
