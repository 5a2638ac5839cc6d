using System.Net;
using System.Text.Json;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Edge.Tests.Proxy;

public class DenialTests
{
    private static readonly long Now = EdgeRig.Start.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Proxy_EachDenial_HasItsStatusReasonAndVersion()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.AddViewer("ina");
        edge.Directory.Deactivate("ina");
        edge.Directory.AddViewer("rev");
        edge.Directory.Apply(TestDirectory.Status("rev", active: true, notBefore: Now + 1));
        edge.Directory.Apply(
            new Change.TenantPut("halt", Suspended: true),
            new Change.TenantFeaturePut(TestDirectory.Tenant, "exports", Now - 1));
        var ada = edge.Token("ada");

        await ShouldDenyAsync(edge, "/me", null, HttpStatusCode.Unauthorized, "TOKEN_MISSING", decided: false);
        await ShouldDenyAsync(edge, "/me", "not.a.token", HttpStatusCode.Unauthorized, "TOKEN_INVALID", decided: false);
        await ShouldDenyAsync(
            edge, "/me", edge.Token("ada", json => (json["iat"], json["exp"]) = (edge.Issuer.Now - 100, edge.Issuer.Now - 50)),
            HttpStatusCode.Unauthorized, "TOKEN_EXPIRED", decided: false);
        await ShouldDenyAsync(edge, "/closed", ada, HttpStatusCode.Forbidden, "ROUTE_CLOSED", decided: false);
        await ShouldDenyAsync(edge, "/me", edge.Token("ada", json => json["tenant"] = "nobody"), HttpStatusCode.Forbidden, "UNKNOWN_TENANT");
        await ShouldDenyAsync(edge, "/me", edge.Token("ada", json => json["tenant"] = "halt"), HttpStatusCode.Forbidden, "TENANT_SUSPENDED");
        await ShouldDenyAsync(edge, "/me", edge.Token("eve"), HttpStatusCode.Forbidden, "UNKNOWN_SUBJECT");
        await ShouldDenyAsync(edge, "/me", edge.Token("ina"), HttpStatusCode.Forbidden, "USER_INACTIVE");
        await ShouldDenyAsync(edge, "/me", edge.Token("rev"), HttpStatusCode.Unauthorized, "SESSION_REVOKED");
        await ShouldDenyAsync(edge, "/documents/1", ada, HttpStatusCode.Forbidden, "MISSING_PERMISSION", HttpMethod.Delete);
        await ShouldDenyAsync(edge, "/admins", ada, HttpStatusCode.Forbidden, "MISSING_ROLE");
        await ShouldDenyAsync(edge, "/exports", ada, HttpStatusCode.Forbidden, "BUNDLE_EXPIRED");
        edge.Directory.Apply(new Change.TenantFeatureRemoved(TestDirectory.Tenant, "exports"));
        await ShouldDenyAsync(edge, "/exports", ada, HttpStatusCode.Forbidden, "MISSING_FEATURE");

        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Proxy_NoSnapshotYet_Is503AndSaysWhenToRetry()
    {
        await using var edge = await EdgeRig.StartAsync();

        using var response = await edge.SendAsync(HttpMethod.Get, "/me", edge.Token("ada"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await ProblemAsync(response)).GetProperty("reason").GetString().ShouldBe("SNAPSHOT_MISSING");
    }

    [Theory]
    [InlineData("bearer ")]
    [InlineData("BEARER ")]
    [InlineData("Bearer   ")]
    public async Task Proxy_SchemeInAnyCase_IsRead(string scheme)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me", $"Authorization: {scheme}{edge.Token("ada")}")).ShouldBe(200);
    }

    [Fact]
    public async Task Proxy_TokenAnywhereButInOneAuthorizationHeader_IsNotRead()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var token = edge.Token("ada");

        (await RawHttp.StatusAsync(edge.Proxy, "GET", $"/me?access_token={token}")).ShouldBe(401);
        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me", $"Cookie: access_token={token}")).ShouldBe(401);
        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me", $"Authorization: Basic {token}")).ShouldBe(401);
        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me", $"Authorization: {token}")).ShouldBe(401);
        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me", "Authorization: Bearer")).ShouldBe(401);
        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me", $"Authorization: Bearer {token}", $"Authorization: Bearer {token}")).ShouldBe(400);
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Proxy_DenialOfHead_HasHeadersAndNoBody()
    {
        await using var edge = await EdgeRig.StartAsync();

        var answer = await RawHttp.SendAsync(edge.Proxy, "HEAD /documents/1 HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 401 ");
        answer.ShouldContain("Content-Type: application/problem+json");
        answer.ShouldEndWith("\r\n\r\n");
    }

    [Fact]
    public async Task Proxy_PathOfNoRoute_Is404Problem()
    {
        await using var edge = await EdgeRig.StartAsync();

        using var response = await edge.SendAsync(HttpMethod.Get, "/nowhere");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ProblemAsync(response)).GetProperty("status").GetInt32().ShouldBe(404);
    }

    [Fact]
    public async Task Proxy_AppThatDoesNotAnswer_Is502Problem()
    {
        await using var edge = await EdgeRig.StartAsync();
        await edge.App.DisposeAsync();

        using var response = await edge.SendAsync(HttpMethod.Get, "/public");

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await ProblemAsync(response)).GetProperty("status").GetInt32().ShouldBe(502);
    }

    [Fact]
    public async Task Proxy_Preflight_IsNotForwardedWithoutAToken()
    {
        await using var edge = await EdgeRig.StartAsync();
        using var request = edge.Request(HttpMethod.Options, "/documents/1");
        request.Headers.Add("Origin", "https://spa.test");
        request.Headers.Add("Access-Control-Request-Method", "GET");

        using var response = await edge.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Proxy_StateIsStale_Is503WithRetryAfterUntilALaterOneIsLoaded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var ada = edge.Token("ada");

        edge.Directory.Distrust();
        await ShouldDenyAsync(edge, "/documents/1", ada, HttpStatusCode.ServiceUnavailable, "SNAPSHOT_STALE");
        await ShouldDenyAsync(edge, "/me", edge.Token("eve"), HttpStatusCode.ServiceUnavailable, "SNAPSHOT_STALE");
        using var denied = await edge.SendAsync(HttpMethod.Get, "/me", ada);
        using var open = await edge.SendAsync(HttpMethod.Get, "/public/1");
        edge.Directory.Reload();
        using var allowed = await edge.SendAsync(HttpMethod.Get, "/me", ada);

        denied.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        open.StatusCode.ShouldBe(HttpStatusCode.OK);
        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task ShouldDenyAsync(
        EdgeRig edge, string path, string? token, HttpStatusCode status, string reason, HttpMethod? method = null, bool decided = true)
    {
        using var response = await edge.SendAsync(method ?? HttpMethod.Get, path, token);

        response.StatusCode.ShouldBe(status, reason);
        response.Headers.WwwAuthenticate.Any(challenge => challenge.Scheme == "Bearer").ShouldBe(status == HttpStatusCode.Unauthorized, reason);
        var problem = await ProblemAsync(response);
        problem.GetProperty("reason").GetString().ShouldBe(reason);
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("type").GetString().ShouldBe($"urn:edgeguard:reason:{reason}");
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        problem.TryGetProperty("version", out var version).ShouldBe(decided, reason);
        if (decided)
            version.GetInt64().ShouldBe(edge.Directory.Version);
    }

    private static Task ShouldDenyAsync(EdgeRig edge, string path, string token, HttpStatusCode status, string reason, HttpMethod method) =>
        ShouldDenyAsync(edge, path, token, status, reason, method, decided: true);

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: TestContext.Current.CancellationToken);
        return json.RootElement.Clone();
    }
}
