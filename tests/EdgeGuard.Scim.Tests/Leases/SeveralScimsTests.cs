using System.Diagnostics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using FenceRequest = EdgeGuard.Internal.V1.FenceRequest;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>FENCE section 2 steps 6 and 7 between scims: two hosts with listeners of their own over one database.</summary>
public sealed class SeveralScimsTests
{
    [Fact]
    public async Task Fence_7_EdgesOfBothScims_AreWaitedForByCalls()
    {
        await using var a = await LeaseServer.StartAsync();
        await using var b = await BesideAsync(a, LeaseServer.PeerKey);
        await using var edgeOfA = await TestEdge.ConnectAsync(a, "a");
        await using var edgeOfB = await TestEdge.ConnectAsync(b, "b");
        await edgeOfA.RunningAsync();
        await edgeOfB.RunningAsync();
        await a.SettledAsync();
        await FenceAsync(a);

        var took = await FenceAsync(a);

        took.ShouldBeLessThan(LeaseServer.Wait / 2);
        var head = await a.HeadAsync();
        edgeOfA.State!.Version.ShouldBe(head.Version);
        edgeOfB.State!.Version.ShouldBe(head.Version);
    }

    [Fact]
    public async Task Fence_7_SilentEdgeOfTheOtherScim_IsWaitedForByTime()
    {
        await using var a = await LeaseServer.StartAsync();
        await using var b = await BesideAsync(a, LeaseServer.PeerKey);
        await using var edgeOfB = await TestEdge.ConnectAsync(b, "b");
        await edgeOfB.RunningAsync();
        await a.SettledAsync();
        edgeOfB.IsSilent = true;

        var took = await FenceAsync(a);

        edgeOfB.IsRunning.ShouldBeFalse();
        took.ShouldBeGreaterThan(LeaseServer.Wait / 4);
    }

    [Fact]
    public async Task Fence_7_OtherScimWithoutTheSameKey_IsWaitedForByTime()
    {
        await using var a = await LeaseServer.StartAsync();
        await using var b = await BesideAsync(a, LeaseServer.PeerKey + "x");
        await using var edgeOfB = await TestEdge.ConnectAsync(b, "b");
        await edgeOfB.RunningAsync();

        (await FenceAsync(a)).ShouldBeGreaterThan(LeaseServer.Wait * 0.9);
    }

    [Fact]
    public async Task Fence_7_AnotherIncarnationEpochOrKey_IsNoConfirmation()
    {
        await using var server = await LeaseServer.StartAsync();
        await server.RevokeAsync();
        await server.SettledAsync();
        var head = await server.HeadAsync();
        var self = server.Services.GetRequiredService<LeaseAuthority>().Incarnation;

        (await CallAsync(server, self, head)).ShouldBe(FenceResponse.Types.Verdict.Confirmed);
        (await CallAsync(server, Incarnation.New(), head)).ShouldBe(FenceResponse.Types.Verdict.NotMe);
        (await CallAsync(server, self, head with { Epoch = Epoch.New() })).ShouldBe(FenceResponse.Types.Verdict.NotMe);
        (await Should.ThrowAsync<RpcException>(() => CallAsync(server, self, head, ScimServer.AdminKey))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
        (await Should.ThrowAsync<RpcException>(() => CallAsync(server, self, head with { Version = -1 }))).StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Fence_3_Grant_IsRecordedBeforeItIsSent()
    {
        await using var server = await LeaseServer.StartAsync();
        var authority = server.Services.GetRequiredService<LeaseAuthority>();
        var recorded = new List<bool>();
        await using var edge = await TestEdge.ConnectAsync(server);
        edge.Granted = () => recorded.Add(authority.View.Edges.Any(granted => granted.Edge == edge.Lease.Incarnation));

        await Eventually.TrueAsync(() => edge.Grants >= 3, "three grants");

        recorded.ShouldAllBe(was => was);
    }

    [Fact]
    public async Task Fleet_TellsEdgesWithAndWithoutAStream()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var stays = await TestEdge.ConnectAsync(server, "stays");
        var goes = await TestEdge.ConnectAsync(server, "goes");
        await stays.RunningAsync();
        await goes.RunningAsync();
        await server.SettledAsync();
        await Eventually.TrueAsync(async () => (await server.Admin.GetAsync("fleet")).At("edges")!.AsArray().Count == 2, "both edges");

        await goes.DisposeAsync();
        await Eventually.TrueAsync(async () => (await server.Admin.GetAsync("fleet")).At("edges/0/connected")!.GetValue<bool>() is false, "the end of a stream");
        var fleet = await server.Admin.GetAsync("fleet");

        fleet.At("scim")!.GetValue<string>().ShouldBe(server.Services.GetRequiredService<LeaseAuthority>().Incarnation.ToString());
        fleet.At("leaseSeconds")!.GetValue<double>().ShouldBe(0.5);
        fleet.At("edges/0/edge")!.GetValue<string>().ShouldBe("goes");
        fleet.At("edges/0/leaseEndsInSeconds")!.GetValue<double>().ShouldBeInRange(0, 0.5);
        fleet.At("edges/1/edge")!.GetValue<string>().ShouldBe("stays");
        fleet.At("edges/1/registered")!.GetValue<string>().ShouldBe("stays");
        fleet.At("edges/1/connected")!.GetValue<bool>().ShouldBeTrue();
        fleet.At("edges/1/incarnation")!.GetValue<string>().ShouldBe(stays.Lease.Incarnation.ToString());
        await Eventually.TrueAsync(
            async () => (await server.Admin.GetAsync("fleet")).At("edges")!.AsArray().Count == 1, "the edge to be forgotten, once its lease has ended");
    }

    private static async Task<ScimServer> BesideAsync(ScimServer first, string peerKey)
    {
        var second = await first.StartBesideAsync([.. LeaseServer.Settings.Where(setting => setting.Key != "Lease:PeerKey"), ("Lease:PeerKey", peerKey)]);
        await Eventually.TrueAsync(
            async () => (await first.Store.ReadAsync(read => read.Leases.Scims(), TestContext.Current.CancellationToken)).Rows.Count == 2, "two rows");
        return second;
    }

    private static async Task<TimeSpan> FenceAsync(ScimServer server)
    {
        var head = await server.RevokeAsync();
        var started = Stopwatch.GetTimestamp();
        (await server.Fencing().FenceAsync(head, TestContext.Current.CancellationToken)).ShouldBeTrue();
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<FenceResponse.Types.Verdict> CallAsync(ScimServer server, Incarnation scim, LogHead version, string key = LeaseServer.PeerKey)
    {
        using var channel = GrpcChannel.ForAddress(server.LeaseAddress);
        var client = new FenceService.FenceServiceClient(channel);
        var response = await client.FenceAsync(
            new FenceRequest { Scim = WireHashes.Write(scim.Value), Version = WirePositions.Write(version) },
            new Metadata { { "authorization", "Bearer " + key } },
            cancellationToken: TestContext.Current.CancellationToken);
        return response.Verdict;
    }
}
