using System.Diagnostics;
using System.Globalization;
using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Leases;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>The answer and the real fence, with edges that speak the protocol and leases of half a second.</summary>
public sealed class RealFenceTests
{
    private const string Deactivate = """{"op":"replace","path":"active","value":false}""";

    [Fact]
    public async Task Fence_6_Acknowledged_EveryEdgeHasIt()
    {
        await using var server = await LeaseServer.StartAsync();
        using var scim = await server.ConnectAsync();
        await using var one = await TestEdge.ConnectAsync(server, "one");
        await using var two = await TestEdge.ConnectAsync(server, "two");
        await one.RunningAsync();
        await two.RunningAsync();
        await server.SettledAsync();
        var versions = new List<(long Acknowledged, long One, long Two)>();

        for (var i = 0; i < 20; i++)
        {
            var user = await scim.AddUserAsync("user" + i);
            var answer = await scim.PatchAsync("Users/" + user, Deactivate);
            versions.Add((long.Parse(answer.Enforced!, CultureInfo.InvariantCulture), one.State!.Version, two.State!.Version));
        }

        versions.ShouldAllBe(seen => seen.One >= seen.Acknowledged && seen.Two >= seen.Acknowledged);
    }

    [Fact]
    public async Task Fence_6_EdgeIsSilent_AcknowledgedWhenItsLeaseHasEnded()
    {
        await using var server = await LeaseServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");
        await using var silent = await TestEdge.ConnectAsync(server, "silent");
        await silent.RunningAsync();
        await server.SettledAsync();
        silent.IsSilent = true;
        var started = Stopwatch.GetTimestamp();

        var writing = scim.PatchAsync("Users/" + user, Deactivate);
        var again = scim.PatchAsync("Users/" + user, Deactivate);
        var answers = await Task.WhenAll(writing, again);

        silent.IsRunning.ShouldBeFalse();
        answers.ShouldAllBe(answer => answer.StatusNumber == 200 && answer.Enforced != null);
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(LeaseServer.Wait / 4);
    }

    [Fact]
    public async Task Fence_6_OthersWriteOnWithoutTheFlag_NoAnswerWaitsForTheirEntries()
    {
        await using var server = await ScimServer.StartAsync(); // Leases of ten seconds: an edge reports what has no flag each two.
        using var scim = await server.ConnectAsync();
        using var other = await server.ConnectAsync("globex", "entra-1");
        await using var edge = await TestEdge.ConnectAsync(server, askEvery: TimeSpan.FromSeconds(2));
        await edge.RunningAsync();
        await server.SettledAsync();
        using var stop = new CancellationTokenSource();
        var writing = WriteOnAsync(server, stop.Token);
        var took = new List<TimeSpan>();

        for (var i = 0; i < 5; i++)
        {
            var user = await scim.AddUserAsync("user" + i);
            var started = Stopwatch.GetTimestamp();
            var written = await scim.PatchAsync("Users/" + user, Deactivate);
            written.StatusNumber.ShouldBe(200);
            took.Add(Stopwatch.GetElapsedTime(started));

            var revoked = await server.RevokeAsync();
            await other.AddUserAsync("plain" + i);
            var head = await server.HeadAsync();
            head.Version.ShouldBeGreaterThan(revoked.Version);
            started = Stopwatch.GetTimestamp();
            (await server.Fencing().FenceAsync(head, revoked.Version, TestContext.Current.CancellationToken)).ShouldBeTrue();
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        await stop.CancelAsync();
        (await writing).ShouldBeGreaterThan(0);
        took.Max().ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Fence_6_HostStopsWhileAnEdgeIsSilent_IsAnswered503AndTheProcessEnds()
    {
        var server = await ScimServer.StartAsync(); // W is twelve and a half seconds.
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");
        await using var silent = await TestEdge.ConnectAsync(server, "silent");
        await silent.RunningAsync();
        silent.IsSilent = true;
        var fencing = server.Services.GetRequiredService<LeaseFencing>();
        var started = Stopwatch.GetTimestamp();

        var answering = scim.PatchAsync("Users/" + user, Deactivate);
        await Eventually.TrueAsync(() => fencing.Waiting > 0, "the fence");
        await server.DisposeAsync();

        var answer = await answering;
        answer.StatusNumber.ShouldBe(503);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(9));
    }

    private static async Task<long> WriteOnAsync(ScimServer server, CancellationToken stop)
    {
        var expiry = 0L;
        for (; !stop.IsCancellationRequested; expiry++)
        {
            var expiresAt = expiry;
            await server.Store.WriteAsync(
                transaction =>
                {
                    transaction.Catalog.PutFeature(transaction.Read.Catalog.FindTenant("globex")!, "export", expiresAt);
                    return true;
                },
                CancellationToken.None);
        }

        return expiry;
    }
}
