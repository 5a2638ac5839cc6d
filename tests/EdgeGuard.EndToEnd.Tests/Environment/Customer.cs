using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>
/// A tenant made for one test, with its connection, and the identity provider that provisions into it. Everything goes over the
/// network, as the operator's and the provider's requests would.
/// </summary>
internal sealed class Customer : IDisposable
{
    private readonly HttpClient _admin;
    private readonly HttpClient _scim;
    private readonly Endpoints _endpoints;

    private Customer(Endpoints endpoints, string tenant, HttpClient admin, HttpClient scim)
    {
        _endpoints = endpoints;
        Tenant = tenant;
        _admin = admin;
        _scim = scim;
    }

    public string Tenant { get; }

    /// <summary>Makes the tenant: role viewer (documents.read), rule SaaS-{role}, a connection with a token.</summary>
    public static async Task<Customer> CreateAsync(Endpoints endpoints)
    {
        var tenant = "e2e-" + Guid.NewGuid().ToString("N")[..12];
        var admin = new HttpClient { BaseAddress = new Uri(endpoints.Scim), Timeout = TimeSpan.FromSeconds(20) };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(endpoints.AdminKeyFile)).Trim());
        await PutAsync(admin, $"/admin/v1/tenants/{tenant}", new JsonObject { ["suspended"] = false });
        await PutAsync(admin, $"/admin/v1/tenants/{tenant}/roles/viewer", new JsonObject { ["permissions"] = new JsonArray("documents.read") });
        var connection = await PutAsync(admin, $"/admin/v1/connections/{tenant}", new JsonObject { ["tenant"] = tenant });
        await PutAsync(admin, $"/admin/v1/rules/{tenant}", new JsonObject { ["connection"] = tenant, ["pattern"] = "SaaS-{role}" });
        using var created = await admin.PostAsJsonAsync($"/admin/v1/connections/{tenant}/tokens", new JsonObject { ["expiresAt"] = null });
        var token = (await ReadAsync(created, HttpStatusCode.Created))["token"]!.GetValue<string>();

        var scim = new HttpClient { BaseAddress = new Uri(connection["scimUrl"]!.GetValue<string>().TrimEnd('/') + "/"), Timeout = TimeSpan.FromSeconds(20) };
        scim.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Customer(endpoints, tenant, admin, scim);
    }

    public async Task<string> AddUserAsync(string externalId)
    {
        using var response = await SendAsync(HttpMethod.Post, "Users", new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:User"),
            ["userName"] = externalId + "@acme.example",
            ["externalId"] = externalId,
            ["active"] = true,
        });
        return (await ReadAsync(response, HttpStatusCode.Created))["id"]!.GetValue<string>();
    }

    public async Task<string> AddGroupAsync(string name, params string[] members)
    {
        using var response = await SendAsync(HttpMethod.Post, "Groups", new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Group"),
            ["displayName"] = name,
            ["members"] = Members(members),
        });
        return (await ReadAsync(response, HttpStatusCode.Created))["id"]!.GetValue<string>();
    }

    public async Task AddMembersAsync(string group, params string[] members)
    {
        using var response = await PatchAsync($"Groups/{group}", new JsonObject { ["op"] = "add", ["path"] = "members", ["value"] = Members(members) });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    public async Task SetActiveAsync(string user, bool active)
    {
        using var response = await PatchAsync($"Users/{user}", new JsonObject { ["op"] = "replace", ["path"] = "active", ["value"] = active });
        await ReadAsync(response, HttpStatusCode.OK);
    }

    /// <summary>Asks for a deactivation and says when it was asked for and when it was answered, if it was.</summary>
    public async Task<ProviderAnswer> DeactivateAsync(string user)
    {
        var sent = TimeProvider.System.GetTimestamp();
        try
        {
            using var response = await PatchAsync($"Users/{user}", new JsonObject { ["op"] = "replace", ["path"] = "active", ["value"] = false });
            return new ProviderAnswer((int)response.StatusCode, sent, TimeProvider.System.GetTimestamp());
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return new ProviderAnswer(Status: null, sent, TimeProvider.System.GetTimestamp());
        }
    }

    public async Task<JsonNode> GetUserAsync(string user)
    {
        using var response = await _scim.GetAsync($"Users/{user}");
        return await ReadAsync(response, HttpStatusCode.OK);
    }

    /// <summary>All users of the connection, by externalId; null while the service cannot be reached.</summary>
    public async Task<IReadOnlyList<string>?> TryListAsync()
    {
        try
        {
            using var response = await _scim.GetAsync("Users?count=200");
            var list = await ReadAsync(response, HttpStatusCode.OK);
            return [.. list["Resources"]!.AsArray().Select(u => u!["externalId"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<string> NewTokenAsync(string externalId)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var response = await http.PostAsJsonAsync($"{_endpoints.Issuer}/token", new JsonObject { ["sub"] = externalId, ["tenant"] = Tenant });
        return (await ReadAsync(response, HttpStatusCode.OK))["access_token"]!.GetValue<string>();
    }

    public void Dispose()
    {
        _admin.Dispose();
        _scim.Dispose();
    }

    private static JsonArray Members(IEnumerable<string> members) =>
        new([.. members.Select(m => (JsonNode)new JsonObject { ["value"] = m })]);

    private Task<HttpResponseMessage> PatchAsync(string path, JsonObject operation) =>
        SendAsync(HttpMethod.Patch, path, new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
            ["Operations"] = new JsonArray(operation),
        });

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = JsonContent.Create(body, new MediaTypeHeaderValue("application/scim+json"));
        return await _scim.SendAsync(request);
    }

    private static async Task<JsonNode> PutAsync(HttpClient admin, string path, JsonObject body)
    {
        using var response = await admin.PutAsJsonAsync(path, body);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"PUT {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {text}");
        return JsonNode.Parse(text)!;
    }
}
