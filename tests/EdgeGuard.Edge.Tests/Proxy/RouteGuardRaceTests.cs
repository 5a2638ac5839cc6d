using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Proxy;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Snapshots;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Proxy;

public class RouteGuardRaceTests
{
    [Fact]
    public async Task Invoke_UserDeactivatedBetweenReadAndRegister_IsNotForwarded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var forwarded = false;

        var context = await InvokeAsync(edge, () => edge.Directory.Deactivate("ada"), () => forwarded = true);

        forwarded.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(StatusCodes.Status403Forbidden);
        edge.Services.GetRequiredService<OpenRequests>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Invoke_StateBecomesStaleBetweenReadAndRegister_IsNotForwarded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var forwarded = false;

        var context = await InvokeAsync(edge, edge.Directory.Distrust, () => forwarded = true);

        forwarded.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(StatusCodes.Status503ServiceUnavailable);
        edge.Services.GetRequiredService<OpenRequests>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Invoke_LeaseRenewedBetweenReadAndRegister_IsForwarded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var forwarded = 0;

        await InvokeAsync(edge, () => edge.Directory.Lease(2 * TestDirectory.LeaseLength), () => forwarded++);

        forwarded.ShouldBe(1);
        edge.Services.GetRequiredService<OpenRequests>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Invoke_LeaseEndedBeforeRead_IsNotForwarded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var forwarded = false;

        edge.LeaseClock.Advance(TestDirectory.LeaseLength);
        var context = await InvokeAsync(edge, () => edge.Directory.Lease(), () => forwarded = true);

        forwarded.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(StatusCodes.Status503ServiceUnavailable);
    }

    [Fact]
    public async Task Invoke_HarmlessSwapBetweenReadAndRegister_IsForwardedAtTheNewVersion()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var open = edge.Services.GetRequiredService<OpenRequests>();
        var openWhileForwarded = 0;

        var context = await InvokeAsync(
            edge,
            () => edge.Directory.Apply(new Change.MemberAdded(TestDirectory.Admins, TestDirectory.Id("ada"))),
            () => openWhileForwarded = open.Count);

        var request = context.Features.Get<OpenRequest>().ShouldNotBeNull();
        (request.Version, request.Roles).ShouldBe((edge.Directory.Version, "admin,viewer"));
        openWhileForwarded.ShouldBe(1);
        open.Count.ShouldBe(0);
    }

    /// <summary>Runs the guard with a swap in the gap: the clock is read after the snapshot and before the decision.</summary>
    private static async Task<HttpContext> InvokeAsync(EdgeRig edge, Action inTheGap, Action onForward)
    {
        var guard = ActivatorUtilities.CreateInstance<RouteGuardMiddleware>(
            edge.Services,
            (RequestDelegate)(_ =>
            {
                onForward();
                return Task.CompletedTask;
            }),
            new GapClock(inTheGap));
        var endpoint = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/"), order: 0)
        {
            Metadata = { new Microsoft.AspNetCore.Authorization.AuthorizeAttribute("documents-read") },
        };
        RouteGuard.AddTo(endpoint, edge.Services.GetRequiredService<PolicyCatalog>());
        var context = new DefaultHttpContext();
        context.SetEndpoint(endpoint.Build());
        context.Request.Headers.Authorization = $"Bearer {edge.Token("ada")}";

        await guard.InvokeAsync(context);
        return context;
    }

    private sealed class GapClock(Action first) : TimeProvider
    {
        private Action? _first = first;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _first, null)?.Invoke();
            return EdgeRig.Start;
        }
    }
}
