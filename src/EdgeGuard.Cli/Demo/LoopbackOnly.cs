using System.Net;

namespace EdgeGuard.Cli.Demo;

/// <summary>Answers callers on this machine only, whatever the listener was bound to.</summary>
internal static class LoopbackOnly
{
    /// <summary>
    /// Refuses with 403 a peer off loopback, and a <c>Host</c> that is not a loopback name (a web page that points its own name
    /// at 127.0.0.1 must not get at the demo's tokens).
    /// </summary>
    public static void UseLoopbackOnly(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer) && IsLoopbackName(context.Request.Host.Host))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
