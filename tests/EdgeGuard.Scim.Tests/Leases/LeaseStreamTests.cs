using System.Net;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>The lease stream over a real listener: who is let in, what is taken, what is granted.</summary>
public sealed class LeaseStreamTests
{
    [Fact]
    public async Task Ask_OfAnEdgeAtTheHead_IsGrantedAndTheLeaseRuns()
    {
        await using var server = await LeaseServer.StartAsync();
        var head = await server.RevokeAsync();

        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();

        edge.State!.Version.ShouldBeGreaterThanOrEqualTo(head.Version);
        edge.LastGrant!.LengthNanoseconds.ShouldBe(500_000_000);
        edge.LastGrant.Head.Epoch.Span.ToArray().ShouldBe(head.Epoch.Value.ToByteArray());
    }

    [Fact]
    public async Task Ask_OfAnEdgeThatIsBehind_BringsTheLogAlongTheSameWay()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();

        await server.Admin.PutAsync("tenants/plain", """{"suspended":false}""");

        var head = await server.HeadAsync();
        await Eventually.TrueAsync(() => edge.State!.Version == head.Version, "the version of a plain entry at the edge");
        edge.State!.Digest.ShouldBe(head.Digest);
        await edge.RunningAsync();
    }

    [Fact]
    public async Task Entry_Plain_IsPushedOnlyToWhoFollowsAll()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var all = await TestEdge.ConnectAsync(server, "all", askEvery: TimeSpan.FromMinutes(1));
        await using var fenced = await TestEdge.ConnectAsync(server, "fenced", askEvery: TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => all.Grants > 0 && fenced.Grants > 0, "the first grants");
        await all.SendAsync(new EdgeMessage { Follow = new Follow { All = true } });
        var before = fenced.State!.Version;

        await Eventually.TrueAsync(
            async () =>
            {
                await server.Admin.PutAsync($"tenants/{Guid.NewGuid():N}", """{"suspended":false}""");
                return all.State!.Version > before;
            },
            "a plain entry where all are followed");

        fenced.State.Version.ShouldBe(before);
        var head = await server.RevokeAsync();
        await Eventually.TrueAsync(() => fenced.State.Version == head.Version, "a fenced entry, and the plain ones before it");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("egedge_0123456789012345678901234567890123456789012345678")]
    [InlineData(ScimServer.AdminKey)]
    [InlineData(LeaseServer.PeerKey)]
    public async Task Hold_WithoutAnEdgesKey_IsUnauthenticated(string? key)
    {
        await using var server = await LeaseServer.StartAsync();

        await using var edge = TestEdge.Open(server, key);
        await Eventually.TrueAsync(() => edge.Ended is not null, "the refusal");

        edge.Ended!.Value.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hold_WhoseKeyIsDeleted_EndsAtOnce(bool withItsEdge)
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server, "gone");
        await using var other = await TestEdge.ConnectAsync(server, "stays");
        await edge.RunningAsync();
        var id = (await server.Admin.GetAsync("edges/gone/keys")).At("keys/0/id")!.GetValue<string>();

        (await server.Admin.DeleteAsync(withItsEdge ? "edges/gone" : $"edges/gone/keys/{id}")).StatusNumber.ShouldBe(200);

        await Eventually.TrueAsync(() => edge.Ended is not null, "the end of the stream", TimeSpan.FromSeconds(1));
        edge.Ended!.Value.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        other.Ended.ShouldBeNull();
    }

    public static TheoryData<string> MalformedMessages => ["no hello", "short incarnation", "bad name", "second hello", "short epoch", "negative version", "no number", "nothing"];

    [Theory]
    [MemberData(nameof(MalformedMessages))]
    public async Task Hold_MalformedMessage_EndsTheStream(string what)
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = TestEdge.Open(server, await TestEdge.NewKeyAsync(server, "edge"));
        var hello = new EdgeMessage { Hello = new Hello { Incarnation = WireHashes.Write(Incarnation.New().Value), Edge = "edge" } };
        var position = WirePositions.Write(await server.HeadAsync());
        EdgeMessage[] messages = what switch
        {
            "no hello" => [new EdgeMessage { Follow = new Follow() }],
            "short incarnation" => [new EdgeMessage { Hello = new Hello { Incarnation = ByteString.CopyFrom(new byte[15]), Edge = "edge" } }],
            "bad name" => [new EdgeMessage { Hello = new Hello { Incarnation = hello.Hello.Incarnation, Edge = "a b" } }],
            "second hello" => [hello, hello],
            "short epoch" => [hello, new EdgeMessage { Ask = new Ask { Number = 1, Applied = new LogPosition { Epoch = ByteString.CopyFrom(new byte[8]), Digest = position.Digest } } }],
            "negative version" => [hello, new EdgeMessage { Ask = new Ask { Number = 1, Applied = new LogPosition { Epoch = position.Epoch, Digest = position.Digest, Version = -1 } } }],
            "no number" => [hello, new EdgeMessage { Ask = new Ask { Applied = position } }],
            _ => [hello, new EdgeMessage()],
        };

        foreach (var message in messages)
            await edge.SendAsync(message);

        await Eventually.TrueAsync(() => edge.Ended is not null, "the refusal");
        edge.Ended!.Value.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    [Fact]
    public async Task Hold_SecondStreamOfOneProcess_TakesOver()
    {
        await using var server = await LeaseServer.StartAsync();
        var key = await TestEdge.NewKeyAsync(server, "edge");
        await using var first = TestEdge.Open(server, key);
        await using var second = TestEdge.Open(server, key);
        await using var foreign = TestEdge.Open(server, await TestEdge.NewKeyAsync(server, "foreign"));
        var hello = new EdgeMessage { Hello = new Hello { Incarnation = WireHashes.Write(first.Lease.Incarnation.Value), Edge = "edge" } };

        await first.SendAsync(hello);
        await Eventually.TrueAsync(async () => (await server.Admin.GetAsync("fleet")).Text.Contains(first.Lease.Incarnation.ToString(), StringComparison.Ordinal), "the first stream");
        await second.SendAsync(hello);
        await Eventually.TrueAsync(() => first.Ended is not null, "the end of the first stream");
        await foreign.SendAsync(hello);
        await Eventually.TrueAsync(() => foreign.Ended is not null, "the refusal of the foreign stream");

        first.Ended!.Value.StatusCode.ShouldBe(StatusCode.Aborted);
        foreign.Ended!.Value.StatusCode.ShouldBe(StatusCode.PermissionDenied);
        second.Ended.ShouldBeNull();
    }

    [Fact]
    public async Task ReadEntries_OfAnotherEpochOrBehindTheLog_GivesNone()
    {
        await using var server = await LeaseServer.StartAsync();
        await server.RevokeAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        var head = await server.HeadAsync();

        (await edge.ReadEntriesAsync(head.Epoch.Value, 0)).ShouldBe((int)head.Version);
        (await edge.ReadEntriesAsync(new Hash128(1, 2), 0)).ShouldBe(0);
        (await edge.ReadEntriesAsync(head.Epoch.Value, head.Version + 5)).ShouldBe(0);
    }

    [Fact]
    public async Task Listeners_EachAnswersOnlyItsOwn()
    {
        await using var server = await LeaseServer.StartAsync();
        using var api = ScimServer.NewClient(server.BaseAddress, ScimServer.AdminKey);
        using var lease = new HttpClient { BaseAddress = server.LeaseAddress, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var post = new HttpRequestMessage(HttpMethod.Post, "/edgeguard.internal.v1.LeaseService/Hold");
        using var admin = new HttpRequestMessage(HttpMethod.Get, "/admin/v1/tenants") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        admin.Headers.Authorization = api.DefaultRequestHeaders.Authorization;

        using var grpcOnApi = await api.SendAsync(post, TestContext.Current.CancellationToken);
        using var adminOnLease = await lease.SendAsync(admin, TestContext.Current.CancellationToken);
        using var old = new HttpClient { BaseAddress = server.LeaseAddress };

        grpcOnApi.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        adminOnLease.Headers.GetValues("grpc-status").ShouldBe(["16"]);
        (await adminOnLease.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
        using var oldProtocol = await old.GetAsync("/healthz/live", TestContext.Current.CancellationToken);
        oldProtocol.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Hold_EdgeThatTakesNothing_IsDisconnectedAndHoldsUpNobody()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var other = await TestEdge.ConnectAsync(server, "other");
        using var channel = GrpcChannel.ForAddress(server.LeaseAddress, new GrpcChannelOptions
        {
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { InitialHttp2StreamWindowSize = 65_535 },
        });
        var headers = new Metadata { { "authorization", "Bearer " + await TestEdge.NewKeyAsync(server, "slow") } };
        using var slow = new LeaseService.LeaseServiceClient(channel).Hold(headers, cancellationToken: TestContext.Current.CancellationToken);
        await slow.RequestStream.WriteAsync(new EdgeMessage { Hello = new Hello { Incarnation = WireHashes.Write(Incarnation.New().Value), Edge = "slow" } }, TestContext.Current.CancellationToken);
        await slow.RequestStream.WriteAsync(new EdgeMessage { Follow = new Follow { All = true } }, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => IsConnectedAsync("slow"), "the stream");

        var text = new string('x', 900);
        for (var i = 0; await IsConnectedAsync("slow"); i++)
        {
            i.ShouldBeLessThan(200);
            await Task.WhenAll(Enumerable.Range(0, 64).Select(j => server.Store.WriteAsync(
                transaction =>
                {
                    transaction.Catalog.PutRole(null, $"role-{j}", [$"{text}{i}"]);
                    return true;
                },
                TestContext.Current.CancellationToken)));
        }

        await other.RunningAsync();
        other.Ended.ShouldBeNull();

        async Task<bool> IsConnectedAsync(string edge) =>
            (await server.Admin.GetAsync("fleet")).At("edges")!.AsArray().Any(item => item!["edge"]!.GetValue<string>() == edge && item["connected"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Stop_OpenStreams_DoNotHoldItUp()
    {
        var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() => edge.Ended is not null, "the end of the stream");
    }
}
