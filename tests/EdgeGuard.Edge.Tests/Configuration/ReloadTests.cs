using System.Net;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Configuration;

public class ReloadTests
{
    [Fact]
    public async Task Reload_RouteGetsAnotherPolicy_HoldsForTheNextRequestAndCutsNone()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var open = await edge.SendAsync(HttpMethod.Get, "/hold/open", edge.Token("ada"));

        Set(edge, "ReverseProxy:Routes:public:AuthorizationPolicy", "documents-read");

        await Eventually.HoldsAsync(() => StatusAsync(edge, "/public").GetAwaiter().GetResult() == HttpStatusCode.Unauthorized, "the new policy holds");
        edge.App.Ended("open").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Reload_RouteLosesItsPolicy_IsClosed()
    {
        await using var edge = await EdgeRig.StartAsync();

        Set(edge, "ReverseProxy:Routes:public:AuthorizationPolicy", null);

        await Eventually.HoldsAsync(() => StatusAsync(edge, "/public").GetAwaiter().GetResult() == HttpStatusCode.Forbidden, "the route is closed");
    }

    private static async Task<HttpStatusCode> StatusAsync(EdgeRig edge, string path)
    {
        using var response = await edge.SendAsync(HttpMethod.Get, path);
        return response.StatusCode;
    }

    private static void Set(EdgeRig edge, string key, string? value)
    {
        var configuration = (IConfigurationRoot)edge.Services.GetRequiredService<IConfiguration>();
        configuration[key] = value;
        configuration.Reload();
    }
}
