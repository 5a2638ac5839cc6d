using EdgeGuard.Edge.Authorization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Proxy;

/// <summary>Registration and pipeline of the proxy.</summary>
internal static class ProxyServiceCollectionExtensions
{
    /// <summary>YARP's own section, as YARP documents it.</summary>
    public const string SectionName = "ReverseProxy";

    private static readonly IdentityHeaders Identity = new();

    /// <summary>Adds YARP with its configuration, and the policies that its routes name.</summary>
    public static IServiceCollection AddEdgeGuardProxy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PolicyCatalog>();
        services.AddSingleton<LastLook>();
        services.AddRequestTimeouts();
        services.AddCors();
        services.AddSingleton<IConfigureOptions<CorsOptions>, CorsSection>();
        services.AddReverseProxy()
            .LoadFromConfig(configuration.GetSection(SectionName))
            .AddConfigFilter<ActivityTimeouts>()
            .AddTransforms(static context =>
            {
                context.RequestTransforms.Add(Identity);
                context.RequestTransforms.Add(context.Services.GetRequiredService<LastLook>());
            });
        // After AddReverseProxy, which adds ASP.NET's provider.
        services.AddSingleton<IAuthorizationPolicyProvider, ConfiguredPolicyProvider>();
        // Endpoints carry authorization metadata, which RouteGuardMiddleware honours in place of ASP.NET's middleware; without this the
        // endpoint middleware refuses to run. CORS metadata is honoured by UseCors below, for requests that have an Origin.
        services.Configure<RouteOptions>(static routing => routing.SuppressCheckForUnhandledSecurityMetadata = true);
        return services;
    }

    /// <summary>Pipeline of the client listener. YARP's routes are all that it serves.</summary>
    /// <remarks>
    /// The order, each step relying on those before it:
    /// 1. hygiene: refuses what has two readings, strips what clients may not say, so that routes match what is forwarded;
    /// 2. routing: finds the YARP route;
    /// 3. CORS, only with an Origin: answers preflights of routes that have a CORS policy, which carry no token;
    /// 4. guard: token, policy, register, guarded streams; nothing passes it that the route's policy does not open;
    /// 5. timeouts of routes that set one, counted from here;
    /// 6. YARP, whose last transforms set the identity headers and look at the lease once more.
    /// </remarks>
    public static void UseEdgeGuardProxy(this IApplicationBuilder branch)
    {
        branch.UseMiddleware<RequestHygieneMiddleware>();
        branch.UseRouting();
        branch.UseWhen(static context => context.Request.Headers.Origin.Count > 0, static cors => cors.UseCors());
        branch.UseMiddleware<RouteGuardMiddleware>();
        branch.UseRequestTimeouts();
        branch.UseEndpoints(static endpoints =>
        {
            var catalog = endpoints.ServiceProvider.GetRequiredService<PolicyCatalog>();
            endpoints.MapReverseProxy().Add(endpoint => RouteGuard.AddTo(endpoint, catalog));
        });
    }
}
