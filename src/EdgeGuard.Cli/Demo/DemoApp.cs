namespace EdgeGuard.Cli.Demo;

/// <summary>An ordinary app behind an edge: it reads the identity headers, and asks its edge where a route's policy is not enough.</summary>
internal static class DemoApp
{
    public static async Task RunAsync(string url, string http2Url, string edgeSocket, CancellationToken cancellationToken)
    {
        await using var app = Create(url, http2Url, edgeSocket);
        await app.RunAsync(cancellationToken);
    }

    public static WebApplication Create(string url, string http2Url, string edgeSocket)
    {
        var builder = DemoHost.CreateBuilder(url, http2Url);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new EdgeQuestions(edgeSocket, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<EdgeGreeting>();
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.UseLoopbackOnly();
        app.UseWebSockets();
        app.MapHealth();
        app.MapGet("/public", () => Results.Text("Anyone may read this.\n"));
        app.MapDocuments();
        app.MapLive();
        return app;
    }
}
