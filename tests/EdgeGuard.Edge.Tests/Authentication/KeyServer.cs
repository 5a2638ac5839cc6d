using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>An issuer's metadata over real HTTP: answers each path with whatever the test has set, and counts the requests.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    public const string KeysPath = "/keys";
    public const string DiscoveryPath = "/.well-known/openid-configuration";

    private readonly WebApplication _app;
    private int _keyReads;

    private KeyServer(WebApplication app) => _app = app;

    /// <summary>Answer of <see cref="KeysPath"/>; a status beyond 200 is sent alone.</summary>
    public string Keys { get; set; } = """{"keys":[]}""";

    public string Discovery { get; set; } = "{}";

    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>Where to send whoever asks for keys, instead of an answer.</summary>
    public string? RedirectTo { get; set; }

    /// <summary>When set, an answer (chosen when the request came) waits for it.</summary>
    public Task? Gate { get; set; }

    /// <summary>How often keys were asked for.</summary>
    public int KeyReads => Volatile.Read(ref _keyReads);

    public Uri Url => new(_app.Urls.First());

    public Uri KeysUrl => new(Url, KeysPath);

    public static async Task<KeyServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new KeyServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var isDiscovery = context.Request.Path == DiscoveryPath;
        var answer = isDiscovery ? Discovery : Keys;
        if (!isDiscovery)
            Interlocked.Increment(ref _keyReads);
        if (Gate is { } gate)
            await gate.WaitAsync(context.RequestAborted);

        if (!isDiscovery && RedirectTo is { } target)
        {
            context.Response.Redirect(target);
            return;
        }

        context.Response.StatusCode = Status;
        if (Status == StatusCodes.Status200OK)
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer), context.RequestAborted);
    }
}
