using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Errors;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Sessions.Streams;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Runs between routing and YARP, and is the only way to it. Steps: (1) find the route and its guard; (2) validate the token;
/// (3) decide and register; (4) forward, while others may hold or cut the request; (5) take it out of the register.
/// </summary>
internal sealed partial class RouteGuardMiddleware(
    RequestDelegate next,
    TokenAuthenticator tokens,
    SnapshotState state,
    ILeaseClock clock,
    LeaseGate gate,
    OpenRequests requests,
    EdgeMetrics metrics,
    TimeProvider time,
    ILogger<RouteGuardMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        // 1. No guard on an endpoint of a route cannot be; routing's own endpoints (wrong method) have none and are not routes.
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
            return Problem.StatusAsync(context, StatusCodes.Status404NotFound);
        var guard = endpoint.Metadata.GetMetadata<RouteGuard>();
        if (guard is null)
            return endpoint is RouteEndpoint ? RefuseUnguardedAsync(context) : AnswerForRoutingAsync(context, endpoint);
        if (guard.Policy is { } policy)
            return AuthorizeAsync(context, policy);
        return ReferenceEquals(guard, RouteGuard.Open) ? ForwardOpenAsync(context) : DenyAsync(context, Reason.RouteClosed, version: null);
    }

    private async Task AuthorizeAsync(HttpContext context, CompiledPolicy policy)
    {
        // 2.
        var reason = BearerToken.Find(context.Request.Headers.Authorization, out var bearer);
        if (reason != Reason.None)
        {
            await DenyAsync(context, reason, version: null);
            return;
        }

        var outcome = await tokens.AuthenticateAsync(bearer, context.RequestAborted);
        if (outcome.Token is not { } token)
        {
            await (outcome.Unverifiable ? PostponeAsync(context) : DenyAsync(context, outcome.Reason, version: null));
            return;
        }

        // 3.
        var request = new OpenRequest(context, token, policy);
        var decision = DecideAndRegister(request);
        if (!decision.Allowed)
        {
            // It may have been registered for a moment, and be in the hands of one who looks.
            request.Complete();
            await DenyAsync(context, decision.Reason, decision.Version);
            return;
        }

        // 4 and 5.
        metrics.Decided(Reason.None);
        context.Features.Set(request);
        using var exchange = new GuardedExchange(context, request, gate);
        try
        {
            await ForwardAsync(context, request, exchange);
        }
        finally
        {
            requests.Remove(request);
            request.Complete();
        }
    }

    /// <summary>
    /// Decides from the current view, which is read once for each decision, after the lease clock. A request is registered by the user
    /// whom its decision found; if the snapshot was swapped meanwhile or its lease withdrawn, whoever did it may have looked before the
    /// request was there, so that decision is dropped and another taken. A lease that was merely renewed changes nothing. On allow, the
    /// request is registered and no swap since its decision has missed it.
    /// </summary>
    private Decision DecideAndRegister(OpenRequest request)
    {
        while (true)
        {
            var instant = clock.Now;
            var view = state.View;
            var decision = request.Decide(view, instant, time.GetUtcNow().ToUnixTimeMilliseconds());
            if (!decision.Allowed)
                return decision;
            requests.Add(request);
            var current = state.View;
            if (ReferenceEquals(current.Snapshot, view.Snapshot) && current.IsRunningAt(instant))
                return decision;
            requests.Remove(request);
        }
    }

    private async Task ForwardAsync(HttpContext context, OpenRequest request, GuardedExchange exchange)
    {
        await next(context);
        if (request.WentStale)
        {
            exchange.Release();
            await DenyAsync(context, Reason.SnapshotStale, request.Version);
        }
        else if (HasNoAnswer(context))
        {
            exchange.Release();
            await Problem.StatusAsync(context, context.Response.StatusCode);
        }
        else
        {
            await exchange.FinishAsync(time);
        }
    }

    private async Task ForwardOpenAsync(HttpContext context)
    {
        await next(context);
        if (HasNoAnswer(context))
            await Problem.StatusAsync(context, context.Response.StatusCode);
    }

    /// <summary>True when the app gave no answer, so that YARP has set a status and no body.</summary>
    private static bool HasNoAnswer(HttpContext context) =>
        !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && context.GetForwarderErrorFeature() is not null;

    private Task DenyAsync(HttpContext context, Reason reason, long? version)
    {
        metrics.Decided(reason);
        Log.RequestDenied(logger, reason);
        return Problem.RefuseAsync(context, reason, reason == Reason.SnapshotMissing ? null : version);
    }

    private Task PostponeAsync(HttpContext context)
    {
        metrics.RequestUnverifiable();
        return Problem.KeysUnavailableAsync(context);
    }

    private Task RefuseUnguardedAsync(HttpContext context)
    {
        Log.UnguardedEndpoint(logger);
        return DenyAsync(context, Reason.RouteClosed, version: null);
    }

    private static async Task AnswerForRoutingAsync(HttpContext context, Endpoint endpoint)
    {
        if (endpoint.RequestDelegate is { } answer)
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        if (!context.Response.HasStarted)
            await Problem.StatusAsync(context, context.Response.StatusCode);
    }
}
