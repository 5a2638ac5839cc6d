using System.Net.Http.Headers;
using EdgeGuard.Edge.Sessions;
using Yarp.ReverseProxy.Transforms;

namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Tells the app who the user is: a YARP transform that runs after those of the route and sets each header, even an empty one. On
/// a route open to everyone it sets none. Stateless.
/// </summary>
internal sealed class IdentityHeaders : RequestTransform
{
    public const string Subject = "X-EdgeGuard-Subject";
    public const string Tenant = "X-EdgeGuard-Tenant";
    public const string Roles = "X-EdgeGuard-Roles";
    public const string Version = "X-EdgeGuard-Version";

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.HttpContext.Features.Get<OpenRequest>() is { } request)
        {
            var headers = context.ProxyRequest.Headers;
            Set(headers, Subject, HeaderText.Encode(request.Token.Subject));
            Set(headers, Tenant, HeaderText.Encode(request.Token.Tenant));
            Set(headers, Roles, HeaderText.Encode(request.Roles));
            Set(headers, Version, HeaderText.Number(request.Version));
        }

        return ValueTask.CompletedTask;
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}
