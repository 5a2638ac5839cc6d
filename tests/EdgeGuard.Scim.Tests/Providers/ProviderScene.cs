using System.Text.Json.Nodes;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>A server and one connection with a provider's profile, spoken to with that provider's headers, media types and query strings.</summary>
internal sealed class ProviderScene : IAsyncDisposable
{
    private readonly ScimClient _scim;
    private readonly Dialect _dialect;

    private ProviderScene(ScimServer server, ScimClient scim, Dialect dialect)
    {
        Server = server;
        _scim = scim;
        _dialect = dialect;
        Log = new StoredLog(server);
    }

    public ScimServer Server { get; }

    public StoredLog Log { get; }

    /// <param name="dialect">How the provider speaks.</param>
    /// <param name="members">Further members of the connection's body, with a comma before each.</param>
    public static async Task<ProviderScene> StartAsync(Dialect dialect, string members = "")
    {
        var server = await ScimServer.StartAsync();
        return new ProviderScene(server, await ConnectAsync(server, dialect, members: members), dialect);
    }

    /// <summary>Makes a connection for a provider, with its tenant and a token.</summary>
    public static async Task<ScimClient> ConnectAsync(ScimServer server, Dialect dialect, string tenant = "acme", string connection = "idp-1", string members = "")
    {
        if ((await server.Admin.GetAsync($"tenants/{tenant}")).StatusNumber == 404)
            await server.Admin.PutAsync($"tenants/{tenant}", """{"suspended":false}""");
        var made = await server.Admin.PutAsync($"connections/{connection}", $$"""{"tenant":"{{tenant}}","profile":"{{dialect.Profile}}"{{members}}}""");
        made.StatusNumber.ShouldBe(200, made.Text);
        var token = await server.Admin.PostAsync($"connections/{connection}/tokens", "{}");
        return new ScimClient(ScimServer.NewClient(server.BaseAddress, token.At("token")!.GetValue<string>()), made.At("id")!.GetValue<string>());
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> FilterAsync(string type, string filter, string more = "") =>
        GetAsync($"{type}?{more}filter={Uri.EscapeDataString(filter)}");

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Answer> PatchAsync(string path, string operations) =>
        SendAsync(HttpMethod.Patch, path, $$"""{"schemas":["{{ScimClient.PatchSchema}}"],"Operations":[{{operations}}]}""");

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, string? token = null) =>
        await _scim.SendAsync(method, _dialect.Path(path), json, headers => _dialect.Write(headers, token), _dialect.ContentType);

    /// <summary>Creates a user and gives its id.</summary>
    public async Task<string> UserAsync(string name, string more = "")
    {
        var made = await PostAsync("Users", ScimClient.User(name, more));
        return made.Is(201).Text("id");
    }

    /// <summary>Creates a group and gives its id.</summary>
    public async Task<string> GroupAsync(string name, params IEnumerable<string> members)
    {
        var made = await PostAsync("Groups", ScimClient.Group(name, members));
        return made.Is(201).Text("id");
    }

    /// <summary>The ids of a group's members.</summary>
    public async Task<IReadOnlyList<string>> MembersAsync(string group)
    {
        var shown = await GetAsync("Groups/" + group);
        return [.. (shown.Is(200).Json["members"] as JsonArray ?? []).Select(member => member!["value"]!.GetValue<string>())];
    }

    /// <summary>What the request put into the log.</summary>
    public async Task<(Answer Answer, IReadOnlyList<LogEntry> Entries)> LoggedAsync(Func<Task<Answer>> request)
    {
        var before = await Log.HeadAsync();
        var answer = await request();
        return (answer, await Log.EntriesAsync(before.Version));
    }

    /// <summary>The request changes nothing: no entry, no new version.</summary>
    public async Task<Answer> PublishesNothingAsync(Func<Task<Answer>> request)
    {
        var head = await Log.HeadAsync();
        Server.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await request();
        (await Log.HeadAsync()).ShouldBe(head);
        return answer;
    }

    /// <summary>The request revokes: one fenced entry makes the user inactive and forbids all tokens issued up to now.</summary>
    public async Task<Answer> RevokesAsync(string user, Func<Task<Answer>> request)
    {
        Server.Time.Advance(TimeSpan.FromMinutes(1));
        var (answer, entries) = await LoggedAsync(request);
        var entry = entries.ShouldHaveSingleItem(answer.Text);
        entry.Fenced.ShouldBeTrue();
        entry.Changes.OfType<Change.UserPut>().ShouldHaveSingleItem()
            .ShouldBe(new Change.UserPut(Subject(user), Tenant, false, Server.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        return answer;
    }

    public Hash128 Tenant => Log.Hasher.Tenant("acme");

    public Hash128 Subject(string user) => Log.Hasher.Subject(Tenant, SubjectKeyKind.Id, user);

    /// <summary>Whether the edges hold the user for active.</summary>
    public async Task<bool> IsActiveAsync(string user) =>
        (await Log.StateAsync()).Rows.OfType<Change.UserPut>().Single(put => put.User == Subject(user)).Active;

    public async ValueTask DisposeAsync()
    {
        _scim.Dispose();
        await Server.DisposeAsync();
    }
}
