using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Endpoints;

/// <summary>SCIM.md T1 to T6 and SECURITY A1: what belongs to another is as if it were not there.</summary>
public sealed class IsolationTests
{
    [Theory]
    [InlineData("globex")]
    [InlineData("acme")] // another connection of the same tenant
    public async Task Security_A1_ForeignIds_AreTheSame404OnEveryVerb(string tenantOfStranger)
    {
        await using var server = await ScimServer.StartAsync();
        using var owner = await server.ConnectAsync("acme", "okta-1");
        using var stranger = await server.ConnectAsync(tenantOfStranger, "entra-1");
        var user = await owner.AddUserAsync("ann");
        var group = await owner.AddGroupAsync("Team", user);
        var head = await new StoredLog(server).HeadAsync();
        const string Patch = """{"op":"replace","path":"displayName","value":"taken"}""";

        foreach (var (path, body) in new[] { ("Users/" + user, ScimClient.User("x")), ("Groups/" + group, ScimClient.Group("x")) })
        {
            var absent = path[..^1] + (path[^1] == '0' ? '1' : '0');
            foreach (var send in new Func<string, Task<Answer>>[]
            {
                p => stranger.GetAsync(p), p => stranger.PutAsync(p, body), p => stranger.PatchAsync(p, Patch), stranger.DeleteAsync,
            })
            {
                var foreign = await send(path);
                foreign.StatusNumber.ShouldBe(404, path);
                foreign.Text.ShouldBe((await send(absent)).Text);
            }
        }

        foreach (var (type, filter) in new[]
        {
            ("Users", $"id eq \"{user}\""), ("Users", "userName eq \"ann\""), ("Users", "externalId eq \"x-ann\""), ("Users", "userName sw \"a\""),
            ("Users", $"groups.value eq \"{group}\""), ("Groups", $"id eq \"{group}\""), ("Groups", "displayName eq \"Team\""), ("Groups", $"members eq \"{user}\""),
        })
            (await stranger.FilterAsync(type, filter)).At("totalResults")!.GetValue<int>().ShouldBe(0, filter);

        (await stranger.PostAsync("Groups", ScimClient.Group("Thieves", user))).StatusNumber.ShouldBe(400);
        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task Post_SameKeys_TwoTenantsMayTwoConnectionsOfOneMayNot()
    {
        await using var server = await ScimServer.StartAsync();
        using var acme = await server.ConnectAsync("acme", "okta-1");
        using var globex = await server.ConnectAsync("globex", "okta-2");
        using var second = await server.ConnectAsync("acme", "entra-1");

        await acme.AddUserAsync("ann");
        await globex.AddUserAsync("ann");
        var conflict = await second.PostAsync("Users", ScimClient.User("ann"));

        conflict.StatusNumber.ShouldBe(409);
        var log = new StoredLog(server);
        var (head, rows) = await log.StateAsync();
        head.Digest.ShouldBe(log.DigestOf(rows));
    }

    [Fact]
    public async Task DeleteConnection_WithUsers_IsRefusedUntilTheyAreGone()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");

        var refused = await server.Admin.DeleteAsync("connections/okta-1");
        await scim.DeleteAsync("Users/" + user);
        var deleted = await server.Admin.DeleteAsync("connections/okta-1");

        refused.StatusNumber.ShouldBe(409);
        deleted.StatusNumber.ShouldBe(200);
        (await scim.GetAsync("Users")).StatusNumber.ShouldBe(401);
    }
}
