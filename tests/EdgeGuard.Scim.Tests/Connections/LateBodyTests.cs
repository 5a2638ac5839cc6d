using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Connections;

/// <summary>What a request may do is decided by what holds when it writes, not when its headers came.</summary>
public sealed class LateBodyTests
{
    private static readonly string Body = ScimClient.User("late");

    [Theory]
    [InlineData("tenant")]
    [InlineData("connection")]
    [InlineData("credential")]
    public async Task Security_A1_CallerDeletedWhileTheBodyArrives_Is401AndWritesNothing(string deleted)
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        var connection = await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""");
        var credential = await server.Admin.PostAsync("connections/okta-1/tokens", "{}");
        using var request = await BeginAsync(server, connection, credential);

        await server.Admin.DeleteAsync(deleted switch
        {
            "tenant" => "tenants/acme",
            "connection" => "connections/okta-1",
            _ => $"connections/okta-1/tokens/{credential.At("id")}",
        });

        // Would get the same row numbers if they were used again.
        await server.Admin.PutAsync("tenants/globex", """{"suspended":false}""");
        await server.Admin.PutAsync("connections/entra-1", """{"tenant":"globex"}""");
        var before = await new StoredLog(server).StateAsync();

        await ShouldBeRefusedAsync(server, request, before.Head);

        (await new StoredLog(server).StateAsync()).Rows.ShouldBe(before.Rows);
    }

    [Fact]
    public async Task Security_A4_CredentialExpiresWhileTheBodyArrives_Is401AndWritesNothing()
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        var connection = await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""");
        var credential = await server.Admin.PostAsync("connections/okta-1/tokens", """{"expiresAt":"2030-01-01T00:01:00Z"}""");
        using var request = await BeginAsync(server, connection, credential);

        server.Time.Advance(TimeSpan.FromMinutes(1));

        await ShouldBeRefusedAsync(server, request, await new StoredLog(server).HeadAsync());
    }

    private static async Task<RawRequest> BeginAsync(ScimServer server, Answer connection, Answer credential)
    {
        var request = await RawRequest.BeginAsync(
            server.BaseAddress, $"/scim/v2/{connection.At("id")}/Users", credential.At("token")!.GetValue<string>(), Body.Length);
        await request.SendAsync(Body[..10]);
        return request;
    }

    private static async Task ShouldBeRefusedAsync(ScimServer server, RawRequest request, Sync.Contracts.LogHead head)
    {
        await request.SendAsync(Body[10..]);
        var answer = await request.ReadAnswerAsync();

        answer.ShouldStartWith("HTTP/1.1 401");
        answer.ShouldContain("WWW-Authenticate: Bearer realm=\"edgeguard-scim\"");
        answer.ShouldContain("The bearer token is missing, expired, or not one of this connection.");
        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
    }
}
