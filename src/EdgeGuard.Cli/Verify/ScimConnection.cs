using System.Net;
using System.Text.Json.Nodes;
using EdgeGuard.Cli.Clients;

namespace EdgeGuard.Cli.Verify;

/// <summary>The identity provider's side of one connection (RFC 7644).</summary>
internal sealed class ScimConnection(Uri address, string token, TimeProvider time) : IDisposable
{
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private const string PatchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private readonly JsonApi _api = new("scim", address, token, "application/scim+json", time);

    public Uri Address => address;

    public Task<JsonReply> GetAsync(string path, CancellationToken cancellationToken) => _api.SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonReply> PostAsync(string path, JsonObject resource, CancellationToken cancellationToken) =>
        _api.SendAsync(HttpMethod.Post, path, resource, cancellationToken);

    public Task<JsonReply> PutAsync(string path, JsonObject resource, CancellationToken cancellationToken) =>
        _api.SendAsync(HttpMethod.Put, path, resource, cancellationToken);

    public Task<JsonReply> DeleteAsync(string path, CancellationToken cancellationToken) =>
        _api.SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>Sends one operation and requires success (200 or 204).</summary>
    /// <exception cref="StepFailedException">It was refused.</exception>
    public async Task<JsonReply> PatchAsync(string path, string op, string? target, JsonNode? value, CancellationToken cancellationToken)
    {
        var operation = new JsonObject { ["op"] = op };
        if (target is not null)
            operation["path"] = target;
        if (value is not null)
            operation["value"] = value;
        var body = new JsonObject { ["schemas"] = new JsonArray(PatchSchema), ["Operations"] = new JsonArray(operation) };
        return Expect.Success(await _api.SendAsync(HttpMethod.Patch, path, body, cancellationToken), $"PATCH {op} {target}");
    }

    /// <summary>Activates or deactivates a user.</summary>
    public Task<JsonReply> SetActiveAsync(StoryUser user, bool active, CancellationToken cancellationToken) =>
        PatchAsync($"Users/{user.Id}", "replace", "active", active, cancellationToken);

    public Task<JsonReply> AddMemberAsync(string group, StoryUser user, CancellationToken cancellationToken) =>
        PatchAsync($"Groups/{group}", "add", "members", new JsonArray(new JsonObject { ["value"] = user.Id }), cancellationToken);

    public Task<JsonReply> RemoveMemberAsync(string group, StoryUser user, CancellationToken cancellationToken) =>
        PatchAsync($"Groups/{group}", "remove", $"members[value eq \"{user.Id}\"]", value: null, cancellationToken);

    /// <summary>Creates a user and keeps its id in <paramref name="user"/>.</summary>
    public async Task<JsonReply> CreateUserAsync(StoryUser user, CancellationToken cancellationToken)
    {
        var reply = Expect.Status(await PostAsync("Users", user.Resource("User"), cancellationToken), HttpStatusCode.Created, "POST /Users");
        user.Id = Expect.Present(reply.Text("id"), "id");
        return reply;
    }

    /// <summary>Creates a group and returns the reply and its id.</summary>
    public async Task<(JsonReply Reply, string Id)> CreateGroupAsync(string displayName, IEnumerable<StoryUser> members, CancellationToken cancellationToken)
    {
        var resource = new JsonObject
        {
            ["schemas"] = new JsonArray(GroupSchema),
            ["displayName"] = displayName,
            ["members"] = new JsonArray([.. members.Select(m => new JsonObject { ["value"] = m.Id })]),
        };
        var reply = Expect.Status(await PostAsync("Groups", resource, cancellationToken), HttpStatusCode.Created, "POST /Groups");
        return (reply, Expect.Present(reply.Text("id"), "id of the group"));
    }

    public void Dispose() => _api.Dispose();
}
