using System.Net.Sockets;
using EdgeGuard.Edge.Tests.Hosting;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace EdgeGuard.Edge.Tests.Decisions;

public class ServiceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("edgeguard.v1.CheckService")]
    public async Task Health_FirstSnapshotArrives_ChangesToServing(string service)
    {
        await using var edge = await EdgeRig.StartAsync();
        using var client = CheckClient.OverUnixSocket(edge);
        var health = new Grpc.Health.V1.Health.HealthClient(client.Channel);
        var request = new HealthCheckRequest { Service = service };

        var before = await health.CheckAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        edge.Directory.Found();
        var after = await health.CheckAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        before.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.NotServing);
        after.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Theory]
    [InlineData("", HealthCheckResponse.Types.ServingStatus.Serving)]
    [InlineData("edgeguard.v1.CheckService", HealthCheckResponse.Types.ServingStatus.NotServing)]
    public async Task Health_LeaseRunsOut_TellsItOfTheCheckServiceAndNotOfTheServer(string service, HealthCheckResponse.Types.ServingStatus meanwhile)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverUnixSocket(edge);
        var health = new Grpc.Health.V1.Health.HealthClient(client.Channel);
        var request = new HealthCheckRequest { Service = service };

        edge.EndLease();
        var during = await health.CheckAsync(request, cancellationToken: TestContext.Current.CancellationToken);
        edge.RenewLease();
        var after = await health.CheckAsync(request, cancellationToken: TestContext.Current.CancellationToken);

        during.Status.ShouldBe(meanwhile);
        after.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task Check_StateIsStale_IsDeniedAsStaleUntilALaterOneIsLoaded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverUnixSocket(edge);

        edge.Directory.Distrust();
        var single = await client.CheckAsync(CheckClient.MayRead("ada"));
        var batch = await client.BatchAsync(CheckClient.MayRead("ada"), CheckClient.MayRead("nobody"));
        edge.Directory.AddViewer("ben");
        var after = await client.CheckAsync(CheckClient.MayRead("ada"));

        foreach (var answer in batch.Results.Append(single))
            (answer.Allowed, answer.Reason, answer.Version).ShouldBe((false, V1.Reason.SnapshotStale, 2UL));
        after.Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Reflection_ListServices_NamesTheCheckService()
    {
        await using var edge = await EdgeRig.StartAsync();
        using var client = CheckClient.OverTcp(edge);
        using var call = new ServerReflection.ServerReflectionClient(client.Channel)
            .ServerReflectionInfo(cancellationToken: TestContext.Current.CancellationToken);

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, TestContext.Current.CancellationToken);
        await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);

        call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ShouldContain("edgeguard.v1.CheckService");
        await call.RequestStream.CompleteAsync();
    }

    [Fact]
    public async Task UnixSocket_Bound_MayBeOpenedByOwnerAndGroup()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var edge = await EdgeRig.StartAsync();

#pragma warning disable CA1416 // Skipped on Windows above.
        File.GetUnixFileMode(edge.UnixSocket).ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
#pragma warning restore CA1416
    }

    [Fact]
    public async Task UnixSocket_LeftByADeadProcess_IsTakenOver()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.sock");
        // Bound and never listened on: connecting is refused, as on what a dead process leaves behind.
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(path));

        await using var edge = await EdgeRig.StartWithAsync("ada", $"EdgeGuard:Decisions:UnixSocket={path}");

        using var client = CheckClient.OverUnixSocket(path);
        (await client.CheckAsync(CheckClient.MayRead("ada"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task UnixSocket_SomebodyListens_IsLeftAlone()
    {
        await using var first = await EdgeRig.StartWithAsync("ada");

        await Should.ThrowAsync<IOException>(() => EdgeRig.StartAsync($"EdgeGuard:Decisions:UnixSocket={first.UnixSocket}"));

        using var client = CheckClient.OverUnixSocket(first);
        (await client.CheckAsync(CheckClient.MayRead("ada"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task UnixSocket_PathOfAnotherFile_IsLeftAlone()
    {
        var path = Path.GetTempFileName();

        await Should.ThrowAsync<IOException>(() => EdgeRig.StartAsync($"EdgeGuard:Decisions:UnixSocket={path}"));

        File.Exists(path).ShouldBeTrue();
        File.Delete(path);
    }
}
