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
    public async Task Ready_SnapshotButNeverALease_IsWaiting()
    {
        await using var edge = await EdgeRig.StartAsync();

        edge.Directory.LoadUnleased();
        var (status, body) = await GetAsync(edge, "/healthz/ready");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("state").GetString().ShouldBe("waiting");
        body.GetProperty("reason").GetString().ShouldBe("SNAPSHOT_STALE");
        body.GetProperty("version").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Health_LeaseRunsOutAndAgain_IsLiveAndReadyButFreshOnlyWithIt()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        var (with, fresh) = await GetAsync(edge, "/healthz/fresh");
        edge.LeaseClock.Advance(TestDirectory.LeaseLength);
        var (without, stale) = await GetAsync(edge, "/healthz/fresh");
        var ready = await GetAsync(edge, "/healthz/ready");
        var live = await GetAsync(edge, "/healthz/live");
        edge.Directory.Lease(TimeSpan.FromSeconds(10));
        edge.LeaseClock.Advance(TimeSpan.FromSeconds(1.5));
        var (again, renewed) = await GetAsync(edge, "/healthz/fresh");

        with.ShouldBe(HttpStatusCode.OK);
        fresh.GetProperty("state").GetString().ShouldBe("fresh");
        fresh.GetProperty("version").GetInt64().ShouldBe(2);
        fresh.GetProperty("epoch").GetString()!.Length.ShouldBe(32);
        fresh.GetProperty("lag").GetInt64().ShouldBe(0);
        without.ShouldBe(HttpStatusCode.ServiceUnavailable);
        stale.GetProperty("state").GetString().ShouldBe("stale");
        stale.GetProperty("reason").GetString().ShouldBe("SNAPSHOT_STALE");
        stale.GetProperty("version").GetInt64().ShouldBe(2);
        stale.GetProperty("leaseEndsInSeconds").GetDouble().ShouldBe(0);
        (ready.Status, live.Status).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        ready.Body.GetProperty("state").GetString().ShouldBe("ready");
        again.ShouldBe(HttpStatusCode.OK);
        renewed.GetProperty("leaseEndsInSeconds").GetDouble().ShouldBe(8.5);
    }

    [Fact]
    public async Task Fresh_NoSnapshot_Is503()
    {
        await using var edge = await EdgeRig.StartAsync();

        var (status, body) = await GetAsync(edge, "/healthz/fresh");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.GetProperty("state").GetString().ShouldBe("loading");
        body.GetProperty("reason").GetString().ShouldBe("SNAPSHOT_MISSING");
    }

    [Fact]
    public async Task Fresh_GrantNamesALaterVersion_TellsTheLag()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        edge.Directory.Lease(ahead: 3);
        var (status, body) = await GetAsync(edge, "/healthz/fresh");

        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("lag").GetInt64().ShouldBe(3);
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
