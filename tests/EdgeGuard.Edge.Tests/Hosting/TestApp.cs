using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>The app behind the edge: tells what it received, and keeps requests open until they are cancelled.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _ended = new(StringComparer.Ordinal);
    private int _received;

    private TestApp(WebApplication app)
    {
        _app = app;
        Live = new LiveEndpoints(name => Source(name).TrySetResult());
    }

    /// <summary>Where it serves HTTP/1.1.</summary>
    public required Uri Url { get; init; }

    /// <summary>Where it serves HTTP/2 without TLS.</summary>
    public required Uri Http2Url { get; init; }

    /// <summary>Requests that have reached the app.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>What it keeps open.</summary>
    public LiveEndpoints Live { get; }

    public static async Task<TestApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ListenOptions? http1 = null;
        ListenOptions? http2 = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, 0, listen => (listen.Protocols, http1) = (HttpProtocols.Http1, listen));
            kestrel.Listen(IPAddress.Loopback, 0, listen => (listen.Protocols, http2) = (HttpProtocols.Http2, listen));
        });
        var app = builder.Build();
        TestApp? result = null;
        app.UseWebSockets();
        app.Use((context, next) =>
        {
            Interlocked.Increment(ref result!._received);
            return next(context);
        });
        app.Run(context => result!.AnswerAsync(context));
        await app.StartAsync(TestContext.Current.CancellationToken);
        result = new TestApp(app) { Url = new Uri($"http://{http1!.IPEndPoint}"), Http2Url = new Uri($"http://{http2!.IPEndPoint}") };
        return result;
    }

    /// <summary>Completes when the held request of that name has been cancelled at the app.</summary>
    public Task Ended(string name) => Source(name).Task;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/hold", out var name) || context.Request.Path.StartsWithSegments("/grpc", out name))
            return Live.HoldAsync(context, name.Value!.Trim('/'));
        if (context.Request.Path.StartsWithSegments("/documents/late", StringComparison.Ordinal))
            return Live.AnswerLateAsync(context);

        var echo = new ReceivedRequest(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        return context.Response.WriteAsync(JsonSerializer.Serialize(echo));
    }

    private TaskCompletionSource Source(string name) =>
        _ended.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
