using System.Net;
using System.Text.Json;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Health;

public class HealthTests
{
    [Fact]
    public async Task Ready_BeforeAndAfterTheFirstSnapshot_TellsWhereTheEdgeStands()
    {
        await using var edge = await EdgeRig.StartAsync();

        var (before, loading) = await GetAsync(edge, "/healthz/ready");
        edge.Directory.Found();
        edge.Directory.AddViewer("ada");
        var (after, ready) = await GetAsync(edge, "/healthz/ready");

        before.ShouldBe(HttpStatusCode.ServiceUnavailable);
        loading.GetProperty("state").GetString().ShouldBe("loading");
        loading.GetProperty("reason").GetString().ShouldBe("SNAPSHOT_MISSING");
        after.ShouldBe(HttpStatusCode.OK);
        ready.GetProperty("state").GetString().ShouldBe("ready");
        ready.GetProperty("version").GetInt64().ShouldBe(2);
        ready.GetProperty("epoch").GetString()!.Length.ShouldBe(32);
        ready.GetProperty("tenants").GetInt32().ShouldBe(1);
        ready.GetProperty("users").GetInt32().ShouldBe(1);
        ready.GetProperty("groups").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Ready_StateIsStale_Is503UntilALaterOneIsLoaded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        edge.Directory.Distrust();
        var (during, stale) = await GetAsync(edge, "/healthz/ready");
        var live = (await GetAsync(edge, "/healthz/live")).Status;
        edge.Directory.AddViewer("ben");
        var (after, ready) = await GetAsync(edge, "/healthz/ready");

        during.ShouldBe(HttpStatusCode.ServiceUnavailable);
        stale.GetProperty("state").GetString().ShouldBe("stale");
        stale.GetProperty("reason").GetString().ShouldBe("SNAPSHOT_STALE");
        stale.GetProperty("version").GetInt64().ShouldBe(2);
        live.ShouldBe(HttpStatusCode.OK);
        after.ShouldBe(HttpStatusCode.OK);
        ready.GetProperty("state").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task Live_WithoutSnapshot_Is200()
    {
        await using var edge = await EdgeRig.StartAsync();

        (await GetAsync(edge, "/healthz/live")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Listeners_EachServesItsOwnAlone()
    {
        await using var edge = await EdgeRig.StartAsync();

        (await RawHttp.StatusAsync(edge.Proxy, "GET", "/healthz/ready")).ShouldBe(404);
        (await RawHttp.StatusAsync(edge.Health, "GET", "/public")).ShouldBe(404);
        (await RawHttp.StatusAsync(edge.Health, "POST", "/edgeguard.v1.CheckService/Check", "Content-Length: 0")).ShouldBe(405);
        (await RawHttp.StatusAsync(edge.Proxy, "POST", "/edgeguard.v1.CheckService/Check", "Content-Length: 0")).ShouldBe(404);
        using var http2 = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await http2.GetAsync(new Uri(edge.Decisions, "/public"), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        edge.App.Received.ShouldBe(0);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(EdgeRig edge, string path)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(edge.Health, path), TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: TestContext.Current.CancellationToken);
        return (response.StatusCode, json.RootElement.Clone());
    }
}
