using System.Reflection;
using EdgeGuard.Scim.Admin;
using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>No endpoint answers around the gate.</summary>
public sealed class FencedAnswersTests
{
    /// <summary>Every endpoint, and whether it reads anything. A new one is added here once it was thought about what its queries note.</summary>
    private static readonly Dictionary<string, bool> Endpoints = new(StringComparer.Ordinal)
    {
        ["POST /scim/v2/{connection}/Users"] = true,
        ["GET /scim/v2/{connection}/Users"] = true,
        ["GET /scim/v2/{connection}/Users/{id}"] = true,
        ["PUT /scim/v2/{connection}/Users/{id}"] = true,
        ["PATCH /scim/v2/{connection}/Users/{id}"] = true,
        ["DELETE /scim/v2/{connection}/Users/{id}"] = true,
        ["POST /scim/v2/{connection}/Groups"] = true,
        ["GET /scim/v2/{connection}/Groups"] = true,
        ["GET /scim/v2/{connection}/Groups/{id}"] = true,
        ["PUT /scim/v2/{connection}/Groups/{id}"] = true,
        ["PATCH /scim/v2/{connection}/Groups/{id}"] = true,
        ["DELETE /scim/v2/{connection}/Groups/{id}"] = true,
        ["GET /scim/v2/{connection}/ServiceProviderConfig"] = false,
        ["GET /scim/v2/{connection}/ResourceTypes"] = false,
        ["GET /scim/v2/{connection}/ResourceTypes/{name}"] = false,
        ["GET /scim/v2/{connection}/Schemas"] = false,
        ["GET /scim/v2/{connection}/Schemas/{id}"] = false,
        [" /scim/v2/{connection}/Me"] = false,
        [" /scim/v2/{connection}/Bulk"] = false,
        ["GET /admin/v1/tenants"] = true,
        ["GET /admin/v1/tenants/{tenant}"] = true,
        ["PUT /admin/v1/tenants/{tenant}"] = true,
        ["DELETE /admin/v1/tenants/{tenant}"] = true,
        ["GET /admin/v1/roles/{role}"] = true,
        ["PUT /admin/v1/roles/{role}"] = true,
        ["DELETE /admin/v1/roles/{role}"] = true,
        ["GET /admin/v1/tenants/{tenant}/roles/{role}"] = true,
        ["PUT /admin/v1/tenants/{tenant}/roles/{role}"] = true,
        ["DELETE /admin/v1/tenants/{tenant}/roles/{role}"] = true,
        ["GET /admin/v1/tenants/{tenant}/features"] = true,
        ["PUT /admin/v1/tenants/{tenant}/features/{feature}"] = true,
        ["DELETE /admin/v1/tenants/{tenant}/features/{feature}"] = true,
        ["GET /admin/v1/connections/{connection}"] = true,
        ["PUT /admin/v1/connections/{connection}"] = true,
        ["DELETE /admin/v1/connections/{connection}"] = true,
        ["GET /admin/v1/connections/{connection}/tokens"] = true,
        ["POST /admin/v1/connections/{connection}/tokens"] = true,
        ["DELETE /admin/v1/connections/{connection}/tokens/{id}"] = true,
        ["GET /admin/v1/rules/{rule}"] = true,
        ["PUT /admin/v1/rules/{rule}"] = true,
        ["DELETE /admin/v1/rules/{rule}"] = true,
        ["GET /admin/v1/edges"] = true,
        ["PUT /admin/v1/edges/{edge}"] = true,
        ["DELETE /admin/v1/edges/{edge}"] = true,
        ["GET /admin/v1/edges/{edge}/keys"] = true,
        ["POST /admin/v1/edges/{edge}/keys"] = true,
        ["DELETE /admin/v1/edges/{edge}/keys/{id}"] = true,
        ["GET /admin/v1/fleet"] = true,
    };

    [Fact]
    public async Task Fence_6_EveryEndpoint_AnswersThroughTheGate()
    {
        await using var server = await ScimServer.StartAsync();
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);

        foreach (var endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.RoutePattern.RawText is not { } route || !(route.StartsWith("/scim", StringComparison.Ordinal) || route.StartsWith("/admin", StringComparison.Ordinal)))
                continue;
            var handler = endpoint.Metadata.GetRequiredMetadata<MethodInfo>();
            var parameters = handler.GetParameters().Select(parameter => parameter.ParameterType).ToList();
            parameters.ShouldNotContain(typeof(DirectoryStore), handler.Name);
            parameters.ShouldNotContain(typeof(HttpContext), handler.Name);
            parameters.ShouldNotContain(typeof(IServiceProvider), handler.Name);
            var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
            found.Add($"{string.Join(',', methods)} {route}", parameters.Any(type => type.IsAssignableTo(typeof(RequestStore))));
        }

        found.ShouldBe(Endpoints, ignoreOrder: true);
    }

    [Fact]
    public async Task Start_HandlerThatTakesTheStoreItself_IsRefused()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var group = app.MapGroup("/admin").WithFencedAnswers(() => TypedResults.StatusCode(503));
        group.MapGet("/past", ([FromServices] DirectoryStore store) => TypedResults.Ok(store.HasFailed));

        var refused = Should.Throw<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToList());

        refused.Message.ShouldContain("would answer past the fence");
    }

    [Fact]
    public async Task Start_HandlerThatWritesItsAnswerItself_IsRefused()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var group = app.MapGroup("/admin").WithFencedAnswers(() => TypedResults.StatusCode(503));
        group.MapGet("/past", (HttpResponse response) => response.WriteAsync("past"));

        Should.Throw<InvalidOperationException>(() => ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToList());
    }

    [Fact]
    public async Task Fence_6_CallerGoneBetweenTheCommitAndTheAnswer_TheFenceGoesOn()
    {
        await using var scene = await FenceScene.StartAsync();
        scene.Fencing.Hold();
        var store = new AdminStore(scene.Server.Store);
        var http = new DefaultHttpContext { RequestServices = scene.Server.Services };

        await Should.ThrowAsync<OperationCanceledException>(async () => await FencedAnswers.AnswerAsync(
            EndpointFilterInvocationContext.Create(http, store),
            async _ =>
            {
                await store.WriteAsync(
                    transaction =>
                    {
                        transaction.Catalog.PutTenant("acme", suspended: true);
                        return true;
                    },
                    TestContext.Current.CancellationToken);
                throw new OperationCanceledException();
            },
            () => TypedResults.StatusCode(503)));

        await scene.Fencing.UntilWaitingAsync(1);
        scene.Fencing.Asked.Single().Version.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(await scene.NewestFencedAsync());
    }

    [Fact]
    public async Task Fence_6_CallerGoneWhileItWaits_TheRetryIsWithheldToo()
    {
        await using var scene = await FenceScene.StartAsync();
        var body = $$"""{"schemas":["{{ScimClient.PatchSchema}}"],"Operations":[{"op":"replace","path":"active","value":false}]}""";
        var token = await scene.Server.Admin.PostAsync("connections/okta-1/tokens", "{}");
        using (var request = await RawRequest.BeginAsync(
            scene.Server.BaseAddress, scene.Acme.BasePath + "Users/" + scene.Ann, token.At("token")!.GetValue<string>(), body.Length, "PATCH"))
        {
            scene.Fencing.Hold();
            await request.SendAsync(body);
            await scene.Fencing.UntilWaitingAsync(1);
        }

        var retry = scene.SendAsync(Revocation.Deactivation);
        await scene.Fencing.UntilWaitingAsync(2, retry);

        retry.IsCompleted.ShouldBeFalse();
        scene.Fencing.Release();
        (await retry).Enforced.ShouldBe(await scene.NewestFencedAsync());
    }
}
