using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>The app behind the edge: tells what it received, and keeps requests open until they are cancelled.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ended = new(StringComparer.Ordinal);
    private int _received;

    private TestApp(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Requests that have reached the app.</summary>
    public int Received => Volatile.Read(ref _received);

    public static async Task<TestApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var result = new TestApp(app);
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            Interlocked.Increment(ref result._received);
            return next(context);
        });
        app.Run(result.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return result;
    }

    /// <summary>Completes when the held request of that name has been cancelled at the app.</summary>
    public Task Ended(string name) => Source(name).Task;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hold", out var name))
            return HoldAsync(context, name.Value!.Trim('/'));
        var echo = new ReceivedRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        return context.Response.WriteAsync(JsonSerializer.Serialize(echo));
    }

    /// <summary>Sends a first piece, then nothing until the request is cancelled; echoes on a WebSocket; reads an upload to its end.</summary>
    private async Task HoldAsync(HttpContext context, string name)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
                await EchoAsync(context);
            else if (HttpMethods.IsPost(context.Request.Method))
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            else
            {
                await context.Response.WriteAsync("first", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WebSocketException or BadHttpRequestException)
        {
            // How a cut looks from here.
        }
        finally
        {
            Source(name).TrySetResult();
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[256];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }

    private TaskCompletionSource Source(string name) =>
        _ended.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
