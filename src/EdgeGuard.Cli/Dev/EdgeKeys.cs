using System.Net;
using System.Text.Json.Nodes;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>Registers the edges of a <c>dev</c> with its scim, and gives each a key file with which it can ask for leases.</summary>
internal static class EdgeKeys
{
    /// <exception cref="CliException">scim does not take an edge, or gives no key.</exception>
    public static async Task EnsureAsync(EndpointsDocument endpoints, DataFolder folder, TimeProvider time, CancellationToken cancellationToken)
    {
        using var admin = new JsonApi(
            "scim's admin API", new Uri($"{endpoints.Scim}/admin/v1/"), SecretFile.Read(endpoints.AdminKeyFile), "application/json", time);
        foreach (var edge in endpoints.Edges)
        {
            Accept(await admin.SendAsync(HttpMethod.Put, $"edges/{edge.Name}", new JsonObject(), cancellationToken), $"PUT edges/{edge.Name}");
            if (!await IsGoodAsync(admin, edge.Name, folder, cancellationToken))
                await IssueAsync(admin, edge.Name, folder, cancellationToken);
        }
    }

    /// <summary>Whether there is a key file whose key scim still knows: the database may be another than that of the last run.</summary>
    private static async Task<bool> IsGoodAsync(JsonApi admin, string edge, DataFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.EdgeKeyPath(edge)) || !File.Exists(folder.EdgeKeyIdPath(edge)))
            return false;
        var id = (await File.ReadAllTextAsync(folder.EdgeKeyIdPath(edge), cancellationToken)).Trim();
        var known = Accept(await admin.SendAsync(HttpMethod.Get, $"edges/{edge}/keys", body: null, cancellationToken), $"GET edges/{edge}/keys");
        return known.Items("keys").Any(key => string.Equals((string?)key["id"], id, StringComparison.Ordinal));
    }

    private static async Task IssueAsync(JsonApi admin, string edge, DataFolder folder, CancellationToken cancellationToken)
    {
        var issued = await admin.SendAsync(HttpMethod.Post, $"edges/{edge}/keys", new JsonObject(), cancellationToken);
        if (issued.Status != HttpStatusCode.Created || issued.Text("key") is not { } key || issued.Text("id") is not { } id)
            throw new CliException($"scim gave no key for {edge}: {issued.Describe()}");

        // The id last: a key file without one is made anew.
        PrivateFile.Write(folder.EdgeKeyPath(edge), key);
        PrivateFile.Write(folder.EdgeKeyIdPath(edge), id);
    }

    private static JsonReply Accept(JsonReply reply, string what) =>
        reply.IsSuccess ? reply : throw new CliException($"scim answered {reply.Describe()} to {what}.");
}
