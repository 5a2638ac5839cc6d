using System.Net;
using EdgeGuard.Edge.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Tests.Proxy;

public class CorsTests
{
    private const string Spa = "https://spa.test";

    [Fact]
    public async Task Preflight_PermittedOrigin_IsAnsweredWithoutATokenAndNotForwarded()
    {
        await using var edge = await StartAsync();

        using var response = await PreflightAsync(edge, "/shared/1", Spa, "PUT");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(response, "Access-Control-Allow-Origin").ShouldBe(Spa);
        Header(response, "Access-Control-Allow-Methods").ShouldBe("PUT");
        Header(response, "Access-Control-Allow-Headers").ShouldBe("Authorization");
        Header(response, "Access-Control-Allow-Credentials").ShouldBe("true");
        Header(response, "Access-Control-Max-Age").ShouldBe("600");
        edge.App.Received.ShouldBe(0);
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("http://spa.test")]
    [InlineData("https://spa.test.evil.test")]
    [InlineData("null")]
    public async Task Preflight_OtherOrigin_GetsNoPermission(string origin)
    {
        await using var edge = await StartAsync();

        using var response = await PreflightAsync(edge, "/shared/1", origin, "PUT");

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Preflight_RouteWithoutCorsPolicy_IsRefused()
    {
        await using var edge = await StartAsync();

        using var response = await PreflightAsync(edge, "/documents/1", Spa, "GET");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Request_PermittedOrigin_NeedsItsTokenAndMayBeRead()
    {
        await using var edge = await StartAsync();

        using var denied = await SendAsync(edge, token: null);
        using var allowed = await SendAsync(edge, edge.Token("ada"));

        denied.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Header(denied, "Access-Control-Allow-Origin").ShouldBe(Spa);
        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(allowed, "Access-Control-Allow-Origin").ShouldBe(Spa);
        edge.App.Received.ShouldBe(1);
    }

    [Theory]
    [InlineData("EdgeGuard:Cors:bad:AllowCredentials=true", "EdgeGuard:Cors:bad:Origins")]
    [InlineData("EdgeGuard:Cors:bad:Origins:0=https://spa.test/", "EdgeGuard:Cors:bad:Origins:0")]
    [InlineData("EdgeGuard:Cors:bad:Origins:0=https://spa.test:443", "EdgeGuard:Cors:bad:Origins:0")]
    [InlineData("EdgeGuard:Cors:bad:Origins:0=null", "EdgeGuard:Cors:bad:Origins:0")]
    [InlineData("EdgeGuard:Cors:spa:Methods:1=GET PUT", "EdgeGuard:Cors:spa:Methods:1")]
    [InlineData("EdgeGuard:Cors:spa:Headers:1=*", "EdgeGuard:Cors:spa:Headers")]
    [InlineData("EdgeGuard:Cors:spa:Origins:0=*", "EdgeGuard:Cors:spa:AllowCredentials")]
    [InlineData("EdgeGuard:Cors:spa:MaxAge=2.00:00:00", "EdgeGuard:Cors:spa:MaxAge")]
    [InlineData("EdgeGuard:Cors:spa:AllowCredentials=maybe", "EdgeGuard:Cors:spa:AllowCredentials")]
    [InlineData("EdgeGuard:Cors:spa:Origin=https://spa.test", "EdgeGuard:Cors:spa:Origin")]
    [InlineData("EdgeGuard:Cors:disable:Origins:0=https://spa.test", "EdgeGuard:Cors:disable")]
    public async Task Start_Fault_NamesItsKey(string setting, string key)
    {
        var thrown = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(setting));

        thrown.Message.ShouldContain(key);
    }

    [Fact]
    public async Task Start_RouteNamesAnUnknownPolicy_Fails()
    {
        var thrown = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync("ReverseProxy:Routes:shared:CorsPolicy=typo"));

        thrown.InnerException.ShouldBeOfType<AggregateException>().Message.ShouldContain("'typo' not found for route 'shared'");
    }

    private static Task<EdgeRig> StartAsync(params string[] settings) => EdgeRig.StartWithAsync(
        "ada",
        [
            .. EdgeRig.Route("shared", "/shared/{**rest}", "documents-read", "GET", "PUT"),
            "ReverseProxy:Routes:shared:CorsPolicy=spa",
            $"EdgeGuard:Cors:spa:Origins:0={Spa}",
            "EdgeGuard:Cors:spa:Methods:0=PUT",
            "EdgeGuard:Cors:spa:Headers:0=Authorization",
            "EdgeGuard:Cors:spa:AllowCredentials=true",
            "EdgeGuard:Cors:spa:MaxAge=00:10:00",
            .. settings,
        ]);

    private static async Task<HttpResponseMessage> PreflightAsync(EdgeRig edge, string path, string origin, string method)
    {
        using var request = edge.Request(HttpMethod.Options, path);
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization");
        return await edge.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> SendAsync(EdgeRig edge, string? token)
    {
        using var request = edge.Request(HttpMethod.Get, "/shared/1", token);
        request.Headers.Add("Origin", Spa);
        return await edge.SendAsync(request);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).ShouldHaveSingleItem();
}
