using EdgeGuard.Edge.Leases;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>
/// Puts guarded streams before every way in which bytes of one request pass: its body, its response, an upgrade, an extended CONNECT.
/// What cannot occur in a request gets none. Used by the request alone.
/// </summary>
internal sealed class GuardedExchange : IDisposable
{
    /// <summary>How long a client may take over the answer to a close frame.</summary>
    public static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private const string WebSocket = "websocket";

    private readonly HttpContext _context;
    private readonly OpenRequest _request;
    private readonly GuardedResponseBody _response;
    private readonly CancellationTokenSource? _ended;

    public GuardedExchange(HttpContext context, OpenRequest request, LeaseGate gate)
    {
        (_context, _request) = (context, request);
        var features = context.Features;
        _response = new GuardedResponseBody(features.GetRequiredFeature<IHttpResponseBodyFeature>(), request, gate);
        features.Set<IHttpResponseBodyFeature>(_response);
        if (features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            _ended = EndWith(context);
            features.Set<IHttpUpgradeFeature>(new GuardedUpgrade(upgrade, request, gate, IsWebSocket(context.Request.Headers.Upgrade), _ended));
        }
        else if (features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            _ended = EndWith(context);
            features.Set<IHttpExtendedConnectFeature>(new GuardedConnect(connect, request, gate, IsWebSocket(connect.Protocol), _ended));
        }

        if (features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
            context.Request.Body = new GuardedRequestBody(context.Request.Body, request, gate);
    }

    /// <summary>From here on the edge itself answers: what it says is held by nobody.</summary>
    public void Release() => _context.Features.Set(_response.Inner);

    /// <summary>
    /// Ends what YARP has left: holds the end of the response and sends it, or waits for the client's answer to a close frame. To be called
    /// while the request is registered, so that even an answer without a body leaves while it can be cut.
    /// </summary>
    public async ValueTask FinishAsync(TimeProvider time)
    {
        if (_request.Duplex is not { IsClosing: true })
            await _response.PassEndAsync(_ended?.Token ?? CancellationToken.None);

        // Also when it was cut while its end was held.
        if (_request.Duplex is { IsClosing: true } duplex)
        {
            using var limit = new CancellationTokenSource(CloseLimit, time);
            await duplex.FinishCloseAsync(limit.Token);
            if (limit.IsCancellationRequested)
                _context.Abort();
            return;
        }

        // What YARP could not bring to its end the server ends, as an error.
        if (_request.Duplex is null && !_request.IsCut && !_request.Aborted.IsCancellationRequested && _context.GetForwarderErrorFeature() is null)
            await _response.Inner.CompleteAsync();
    }

    public void Dispose() => _ended?.Dispose();

    /// <summary>
    /// A token of its own for the end of the request: after a close frame the exchange with the app ends at once, but the client's
    /// connection lives until the frame is delivered.
    /// </summary>
    private static CancellationTokenSource EndWith(HttpContext context)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        context.RequestAborted = ended.Token;
        return ended;
    }

    private static bool IsWebSocket(string? protocol) => string.Equals(protocol, WebSocket, StringComparison.OrdinalIgnoreCase);
}
