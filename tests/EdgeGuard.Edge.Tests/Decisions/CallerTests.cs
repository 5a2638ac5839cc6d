using EdgeGuard.Edge.Tests.Hosting;
using Grpc.Core;
using Grpc.Health.V1;

namespace EdgeGuard.Edge.Tests.Decisions;

public class CallerTests
{
    private const string Key = "egcall_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private const string Required = "EdgeGuard:Decisions:AllowAnonymousLoopback=false";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("egcall_0123456789abcdefghijklmnopqrstuvwxyzABCDEFH")]
    [InlineData("egcall_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH")]
    [InlineData("egcall_")]
    public async Task Check_TcpCallerWithoutTheKey_IsUnauthenticated(string? key)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada", Required, $"EdgeGuard:Decisions:CallerKey={Key}");
        using var client = CheckClient.OverTcp(edge, key);

        var refused = await Should.ThrowAsync<RpcException>(() => client.CheckAsync(CheckClient.MayRead("ada")));

        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Check_TcpCallerWithTheKey_IsAnswered()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada", Required, $"EdgeGuard:Decisions:CallerKey={Key}");
        using var client = CheckClient.OverTcp(edge, Key);

        (await client.CheckAsync(CheckClient.MayRead("ada"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Check_NoKeyConfigured_ServesTheUnixSocketAlone()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada", Required);
        using var tcp = CheckClient.OverTcp(edge, "");
        using var unix = CheckClient.OverUnixSocket(edge);

        (await Should.ThrowAsync<RpcException>(() => tcp.CheckAsync(CheckClient.MayRead("ada")))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
        (await unix.CheckAsync(CheckClient.MayRead("ada"))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Health_TcpCallerWithoutTheKey_IsAnswered()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada", Required);
        using var tcp = CheckClient.OverTcp(edge);
        var health = new Grpc.Health.V1.Health.HealthClient(tcp.Channel);

        var answer = await health.CheckAsync(new HealthCheckRequest(), cancellationToken: TestContext.Current.CancellationToken);

        answer.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }
}
