using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Enforcement;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>Registers the SCIM API, its part of the pipeline and its endpoints.</summary>
internal static class ScimServices
{
    private const string Root = "/scim";

    public static void AddEdgeGuardScimApi(this IServiceCollection services) => services.AddSingleton<ConnectionAuthentication>();

    /// <summary>Everything below <c>/scim</c>: the gate.</summary>
    public static void UseScimApi(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase),
            scim => scim.UseMiddleware<ConnectionMiddleware>());

    public static IEndpointConventionBuilder MapScimApi(this IEndpointRouteBuilder endpoints)
    {
        var scim = endpoints.MapGroup(BaseUrls.ScimPath + "/{connection}").WithFencedAnswers(() => ScimResult.Error(Refusals.Unconfirmed));
        new UserEndpoints().Map(scim);
        new GroupEndpoints().Map(scim);
        DiscoveryEndpoints.Map(scim);
        return scim;
    }
}
