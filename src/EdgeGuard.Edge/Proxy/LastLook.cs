using EdgeGuard.Edge.Sessions;
using EdgeGuard.Sync.Leases;
using Yarp.ReverseProxy.Transforms;

namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// The last transform before a request goes to the app: reads the lease clock once more, and lets the request go only if the lease on
/// which its decision rests still runs (FENCE section 2 step 5) and nobody has cut it, for a cut cancels a moment later. Else the guard
/// answers. Stateless.
/// </summary>
internal sealed class LastLook(ILeaseClock clock) : RequestTransform
{
    /// <inheritdoc/>
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        // YARP forwards nothing once a transform has set a status.
        if (context.HttpContext.Features.Get<OpenRequest>() is { } request && (request.IsCut || !request.MayBeForwarded(clock.Now)))
            context.HttpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return ValueTask.CompletedTask;
    }
}
