using EdgeGuard.Cli.Demo;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Cli.Verify.Live;
using Microsoft.AspNetCore.Builder;

namespace EdgeGuard.Cli.Tests.Verify;

/// <summary>The demo app alone, without an edge before it.</summary>
public sealed class LiveConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private LiveOpener? _opener;

    public async ValueTask InitializeAsync()
    {
        _app = DemoApp.Create("http://127.0.0.1:0", "http://127.0.0.1:0", _folder.At("none.sock"));
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var urls = _app.Urls.ToArray();
        _opener = new LiveOpener(new EdgeEndpoint("edge-1", urls[0], urls[0], null, null, urls[1]), TimeProvider.System);
    }

    [Fact]
    public async Task OpenAll_AppRuns_EachKindStaysOpen()
    {
        var open = await OpenAsync();

        open.Select(c => c.Kind).ShouldBe(["WebSocket", "download", "SSE", "upload", "gRPC stream"]);
        open.ShouldAllBe(c => !c.Ended.IsCompleted);
        Dispose(open);
        await Task.WhenAll(open.Select(c => c.Ended)).WaitAsync(Bound, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ended_AppGoesAway_NoneIsTakenForFinished()
    {
        var open = await OpenAsync();

        await _app.ShouldNotBeNull().StopAsync(TestContext.Current.CancellationToken);

        var ends = await Task.WhenAll(open.Select(c => c.Ended)).WaitAsync(Bound, TestContext.Current.CancellationToken);
        ends.ShouldAllBe(end => !end.InOrder, string.Join(", ", open.Zip(ends, (c, e) => $"{c.Kind}: {e.How}")));
        Dispose(open);
    }

    public async ValueTask DisposeAsync()
    {
        _opener?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        _folder.Dispose();
    }

    private static void Dispose(IEnumerable<LiveConnection> open)
    {
        foreach (var connection in open)
            connection.Dispose();
    }

    private Task<IReadOnlyList<LiveConnection>> OpenAsync() => _opener.ShouldNotBeNull().OpenAllAsync("t", TestContext.Current.CancellationToken);
}
