using System.Net;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Proxy;

/// <summary>The order written at <c>UseEdgeGuardProxy</c>, seen from outside: of two steps that would both answer, the earlier does.</summary>
public class PipelineTests
{
    [Fact]
    public async Task Order_AmbiguousTargetOfNoRoute_IsAnsweredByHygieneNotRouting()
    {
        await using var edge = await EdgeRig.StartAsync();

        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/nowhere//x")).ShouldBe(400);
    }

    [Fact]
    public async Task Order_RouteThatMatchesAStrippedHeader_IsNotFoundByForgery()
    {
        await using var edge = await EdgeRig.StartAsync(
        [
            .. EdgeRig.Route("insiders", "/insiders", "anonymous"),
            "ReverseProxy:Routes:insiders:Match:Headers:0:Name=X-EdgeGuard-Subject",
            "ReverseProxy:Routes:insiders:Match:Headers:0:Mode=Exists",
        ]);

        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/insiders", "X-EdgeGuard-Subject: ada")).ShouldBe(404);
    }

    [Fact]
    public async Task Order_WrongMethodWithoutToken_IsAnsweredByRoutingNotGuard()
    {
        await using var edge = await EdgeRig.StartAsync();

        (await RawHttp.StatusAsync(edge.Proxy, "PUT", "/documents/1", "Content-Length: 0")).ShouldBe(405);
    }

    [Fact]
    public async Task Order_DeniedRequestToADeadApp_IsAnsweredByGuardNotYarp()
    {
        await using var edge = await EdgeRig.StartAsync();
        await edge.App.DisposeAsync();

        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/me")).ShouldBe(401);
        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/public")).ShouldBe(502);
    }

    [Fact]
    public async Task Order_RouteWithATimeout_IsForwarded()
    {
        await using var edge = await EdgeRig.StartAsync("ReverseProxy:Routes:public:Timeout=00:01:00");

        // YARP refuses to forward such a route when the timeout middleware did not run before it.
        using var response = await edge.SendAsync(HttpMethod.Get, "/public");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
