using System.Net;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Proxy;

public class Security_H2_Tests
{
    [Theory]
    [InlineData("TRACE", "/public")]
    [InlineData("TRACK", "/public")]
    [InlineData("track", "/public")]
    [InlineData("CONNECT", "edge.test")]
    [InlineData("GET", "*")]
    public async Task Proxy_MethodThatNoRouteMayOpen_Is405(string method, string target)
    {
        await using var edge = await EdgeRig.StartAsync();

        (await RawHttp.StatusAsync(edge.Proxy, method, target)).ShouldBe((int)HttpStatusCode.MethodNotAllowed);

        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Proxy_MethodThatTheRouteDoesNotList_Is405WithTheListedOnes()
    {
        await using var edge = await EdgeRig.StartAsync();

        using var response = await edge.SendAsync(HttpMethod.Put, "/documents/1");

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldContain("DELETE");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("x_method_override")]
    public async Task Proxy_MethodOverrideHeader_IsNotForwarded(string header)
    {
        await using var edge = await EdgeRig.StartAsync();
        using var request = edge.Request(HttpMethod.Get, "/public");
        request.Headers.TryAddWithoutValidation(header, "DELETE");

        var received = await edge.EchoAsync(request);

        received.Headers.ShouldNotContainKey(header);
    }
}
