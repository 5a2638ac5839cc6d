namespace EdgeGuard.Scim.Admin;

/// <summary>Registers the admin API and its part of the pipeline.</summary>
internal static class AdminServices
{
    public static void AddEdgeGuardAdmin(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<AdminExceptionHandler>();
        services.ConfigureHttpJsonOptions(options => AdminJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>Everything below <c>/admin</c>: problem details for whatever goes wrong, then the key.</summary>
    public static void UseAdminApi(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments(AdminEndpoints.Prefix, StringComparison.OrdinalIgnoreCase),
            admin =>
            {
                admin.UseExceptionHandler();
                admin.UseStatusCodePages();
                admin.UseMiddleware<AdminKeyMiddleware>();
            });
}
