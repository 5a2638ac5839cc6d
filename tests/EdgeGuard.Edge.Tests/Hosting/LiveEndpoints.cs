using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>
/// What the app keeps open until it is cancelled: a WebSocket that echoes, a gRPC-like call that echoes, an upload that it reads, and
/// downloads and server-sent events, which get a piece with each <see cref="Publish"/>.
/// </summary>
internal sealed class LiveEndpoints(Action<string> ended)
{
    /// <summary>Name of a WebSocket that gets no echo, but the beginning of a frame.</summary>
    public const string Half = "half";

    /// <summary>Name of a WebSocket that gets one echo, and is dropped without a close frame by the next <see cref="Publish"/>.</summary>
    public const string Dropped = "dropped";

    /// <summary>The beginning of a frame that never ends: binary, 100 bytes, of which ten are there.</summary>
    private static readonly byte[] HalfFrame = [0x82, 100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    private readonly ConcurrentDictionary<string, long> _uploaded = new(StringComparer.Ordinal);
    private TaskCompletionSource _published = NewSignal();

    /// <summary>Bytes that the upload of that name has brought.</summary>
    public long Uploaded(string name) => _uploaded.GetValueOrDefault(name);

    /// <summary>Sends one more piece to every open download and event stream.</summary>
    public void Publish() => Interlocked.Exchange(ref _published, NewSignal()).TrySetResult();

    /// <summary>Answers with the next <see cref="Publish"/>, without a body.</summary>
    public async Task AnswerLateAsync(HttpContext context)
    {
        await Volatile.Read(ref _published).Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task HoldAsync(HttpContext context, string name)
    {
        try
        {
            await AnswerAsync(context, name);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WebSocketException or BadHttpRequestException)
        {
            // How a cut looks from here.
        }
        finally
        {
            ended(name);
        }
    }

    private Task AnswerAsync(HttpContext context, string name)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            return name switch
            {
                Half => SendHalfFrameAsync(context),
                Dropped => DropSocketAsync(context),
                _ => EchoSocketAsync(context),
            };
        }

        if (context.Request.ContentType is "application/grpc")
            return EchoCallAsync(context);
        if (HttpMethods.IsPost(context.Request.Method))
            return ReadAsync(context, name);
        return SendAsync(context);
    }

    private async Task ReadAsync(HttpContext context, string name)
    {
        var buffer = new byte[4096];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
            _uploaded.AddOrUpdate(name, count, (_, had) => had + count);
        await context.Response.WriteAsync("thanks", context.RequestAborted);
    }

    private async Task SendAsync(HttpContext context)
    {
        var events = context.Request.Headers.Accept == "text/event-stream";
        var piece = events ? "data: piece\n\n" : "first";
        if (events)
            context.Response.ContentType = "text/event-stream";
        while (true)
        {
            var published = Volatile.Read(ref _published).Task;
            await context.Response.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await published.WaitAsync(context.RequestAborted);
        }
    }

    /// <summary>Like a gRPC call of two streams: sends back what comes, and a status in the trailers when the caller ends.</summary>
    private static async Task EchoCallAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.StartAsync(context.RequestAborted);
        var buffer = new byte[4096];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task EchoSocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }

    private async Task DropSocketAsync(HttpContext context)
    {
        var published = Volatile.Read(ref _published).Task;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
        await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        await published.WaitAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>Accepts by hand: the library writes whole frames only.</summary>
    private static async Task SendHalfFrameAsync(HttpContext context)
    {
        var key = context.Request.Headers.SecWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
#pragma warning disable CA5350 // RFC 6455 section 4.2.2 says SHA-1.
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key)));
#pragma warning restore CA5350
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
        context.Response.StatusCode = StatusCodes.Status101SwitchingProtocols;
        await using var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        await stream.WriteAsync(HalfFrame, context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
