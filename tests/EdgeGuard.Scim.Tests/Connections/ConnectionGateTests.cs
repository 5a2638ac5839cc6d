using System.Net;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Scim.Tests.Connections;

public sealed class ConnectionGateTests
{
    [Fact]
    public async Task Security_A1_AnyBadCredential_IsTheSame401()
    {
        await using var server = await ScimServer.StartAsync();
        using var acme = await server.ConnectAsync("acme", "okta-1");
        using var globex = await server.ConnectAsync("globex", "entra-1");
        var token = await TokenAsync(server, "okta-1", "{}");
        var expiring = await TokenAsync(server, "okta-1", """{"expiresAt":"2030-01-01T00:01:00Z"}""");
        server.Time.Advance(TimeSpan.FromMinutes(1));
        (string? Token, string Path)[] attempts =
        [
            (null, acme.BasePath + "Users"),
            ("egscim_nonsense", acme.BasePath + "Users"),
            (token[..^1] + (token[^1] == 'A' ? 'B' : 'A'), acme.BasePath + "Users"),
            (ScimServer.AdminKey, acme.BasePath + "Users"),
            (expiring, acme.BasePath + "Users"),
            (token, globex.BasePath + "Users"),
            (token, "/scim/v2/nobody/Users"),
            (token, "/scim/v2/nobody/Nothing"),
            (token, "/scim/v2"),
            (token, "/SCIM/v1/x"),
        ];

        var answers = new List<Answer>();
        foreach (var (attempt, path) in attempts)
        {
            using var http = ScimServer.NewClient(server.BaseAddress, attempt);
            using var body = new StringContent("{");
            answers.Add(await Answer.ReadAsync(await http.GetAsync(path, TestContext.Current.CancellationToken)));
            answers.Add(await Answer.ReadAsync(await http.PostAsync(path, body, TestContext.Current.CancellationToken)));
        }

        foreach (var answer in answers)
        {
            answer.StatusNumber.ShouldBe(401);
            answer.ContentType.ShouldBe("application/scim+json");
            answer.Text.ShouldBe(answers[0].Text);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"edgeguard-scim\"");
            answer.Headers.Select(header => header.Key).ShouldBe(answers[0].Headers.Select(header => header.Key), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Security_A4_SeveralTokens_LiveAtOnceUntilDeleted()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var second = await server.Admin.PostAsync("connections/okta-1/tokens", "{}");
        using var http = ScimServer.NewClient(server.BaseAddress, second.At("token")!.GetValue<string>());

        (await http.GetAsync(scim.BasePath + "Users", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.Admin.DeleteAsync($"connections/okta-1/tokens/{second.At("id")}");
        (await http.GetAsync(scim.BasePath + "Users", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await scim.GetAsync("Users")).StatusNumber.ShouldBe(200);
    }

    [Fact]
    public async Task Token_Used_NotesWhenToTenMinutes()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var head = await new StoredLog(server).HeadAsync();
        var seen = new List<string?>();

        foreach (var minutes in new[] { 0, 9, 1 })
        {
            server.Time.Advance(TimeSpan.FromMinutes(minutes));
            await scim.GetAsync("Users");
            seen.Add((await server.Admin.GetAsync("connections/okta-1/tokens")).At("tokens/0/lastUsedAt")?.GetValue<string>());
        }

        seen.ShouldBe(["2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2030-01-01T00:10:00Z"]);
        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task Security_A7_Logs_HoldNoTokenAndNoValueHoweverMuchIsLogged()
    {
        await using var server = await ScimServer.StartAsync(null, ("/Logging:LogLevel:Default", "Trace"), ("/Logging:LogLevel:Microsoft.AspNetCore", "Trace"));
        using var scim = await server.ConnectAsync();
        var token = await TokenAsync(server, "okta-1", "{}");
        using var http = ScimServer.NewClient(server.BaseAddress, token);

        await scim.AddUserAsync("canary-name");
        await scim.PostAsync("Users", ScimClient.User("canary-name"));
        await scim.PostAsync("Users", """{"userName":"canary-name" """);
        await http.GetAsync(scim.BasePath + "Users?filter=" + Uri.EscapeDataString("userName eq \"canary-name\""), TestContext.Current.CancellationToken);

        server.Logs.ShouldContain(log => log.Level == LogLevel.Debug, "the levels were not taken");
        foreach (var log in server.Logs)
        {
            log.ToString().ShouldNotContain("canary-name");
            log.ToString().ShouldNotContain(token);
            log.ToString().ShouldNotContain(ScimServer.AdminKey);
        }
    }

    private static async Task<string> TokenAsync(ScimServer server, string connection, string body) =>
        (await server.Admin.PostAsync($"connections/{connection}/tokens", body)).At("token")!.GetValue<string>();
}
