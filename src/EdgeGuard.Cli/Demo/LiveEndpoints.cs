using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace EdgeGuard.Cli.Demo;

/// <summary>The demo app's connections that stay open for as long as the client likes: what an edge has to cut.</summary>
internal static class LiveEndpoints
{
    private const int BufferBytes = 16 * 1024;
    private static readonly TimeSpan EventEvery = TimeSpan.FromSeconds(1);

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/documents/{id}/events", (string id, TimeProvider time, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(EventsAsync(id, time, cancellationToken)));
        app.MapGet("/documents/{id}/live", EchoAsync);
        app.MapPost("/documents/{id}/upload", SinkAsync);
        app.MapGrpcService<DocumentWatch>();
    }

    /// <summary>One server-sent event each second.</summary>
    private static async IAsyncEnumerable<string> EventsAsync(string id, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(EventEvery, time);
        for (var number = 1L; ; number++)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"document {id}, event {number}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>A WebSocket that sends back what it gets.</summary>
    private static async Task EchoAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[BufferBytes];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } piece)
                await socket.SendAsync(buffer.AsMemory(0, piece.Count), piece.MessageType, piece.EndOfMessage, context.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client broke off, or was cut off.
        }
    }

    /// <summary>Takes what is uploaded, and says how much it was.</summary>
    private static async Task<IResult> SinkAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var received = 0L;
            int count;
            while ((count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
                received += count;
            return Results.Json(new { received });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
