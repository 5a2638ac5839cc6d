using System.Diagnostics;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>FENCE section 2 steps 6 to 10 at one scim, in real time with leases of half a second.</summary>
public sealed class FenceTests
{
    [Fact]
    public async Task Fence_6_EveryEdgeReports_IsDoneInMilliseconds()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var one = await TestEdge.ConnectAsync(server, "one");
        await using var two = await TestEdge.ConnectAsync(server, "two");
        await one.RunningAsync();
        await two.RunningAsync();
        await server.SettledAsync();
        await FenceAsync(server);

        var took = await FenceAsync(server);

        took.ShouldBeLessThan(LeaseServer.Wait / 2); // A silent edge that was granted to a tenth of a second ago would take more.
        var head = await server.HeadAsync();
        one.State!.Version.ShouldBe(head.Version);
        two.State!.Version.ShouldBe(head.Version);
    }

    [Fact]
    public async Task Fence_6_SilentEdge_TakesWAndNotLess()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await using var silent = await TestEdge.ConnectAsync(server, "silent");
        await edge.RunningAsync();
        await silent.RunningAsync();
        await server.SettledAsync();
        silent.IsSilent = true;

        var took = await FenceAsync(server);

        // Its record ends W after its last Grant, which came before the fence.
        silent.IsRunning.ShouldBeFalse();
        took.ShouldBeLessThan(LeaseServer.Wait * 1.5);
        took.ShouldBeGreaterThan(LeaseServer.Wait / 4);
    }

    [Fact]
    public async Task Fence_9_EdgeThatLeft_DelaysNothing()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();
        await server.SettledAsync();

        await edge.LeaveAsync();
        await Eventually.TrueAsync(async () => !(await FleetAsync(server)).Contains("\"leaseEndsInSeconds\":0.", StringComparison.Ordinal), "the release");
        edge.IsSilent = true;
        var took = await FenceAsync(server);

        took.ShouldBeLessThan(LeaseServer.Wait / 2); // A silent edge that was granted to a tenth of a second ago would take more.
        edge.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task Fence_9_BrokenConnection_ProvesNothing()
    {
        await using var server = await LeaseServer.StartAsync();
        var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();
        await server.SettledAsync();

        await edge.DisposeAsync();
        var took = await FenceAsync(server);

        took.ShouldBeGreaterThan(LeaseServer.Wait / 4);
        edge.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task Fence_6_ManyAtOnce_ShareOne()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();
        await server.SettledAsync();

        var heads = new List<Task<bool>>();
        for (var i = 0; i < 200; i++)
            heads.Add(server.Fencing().FenceAsync(await server.RevokeAsync(), TestContext.Current.CancellationToken));

        (await Task.WhenAll(heads)).ShouldAllBe(fenced => fenced);
        var last = await server.HeadAsync();
        server.Fencing().IsFenced(last.Epoch, last.Version).ShouldBeTrue();
        edge.State!.Version.ShouldBe(last.Version);
    }

    [Fact]
    public async Task Fence_6_CallerGivesUp_GoesOn()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();
        await server.SettledAsync();
        edge.IsSilent = true;
        var head = await server.RevokeAsync();

        using var impatient = new CancellationTokenSource(LeaseServer.Wait / 10);
        await Should.ThrowAsync<OperationCanceledException>(() => server.Fencing().FenceAsync(head, impatient.Token));

        server.Fencing().IsFenced(head.Epoch, head.Version).ShouldBeFalse();
        await Eventually.TrueAsync(() => server.Fencing().IsFenced(head.Epoch, head.Version), "the end of the fence");
    }

    [Fact]
    public async Task Fence_10_RestartedScim_WaitsForItsFormerLifeUntilThatIsSwept()
    {
        using var folder = new TestFolder();
        var first = await LeaseServer.StartAsync(folder);
        await using var edge = await TestEdge.ConnectAsync(first);
        await edge.RunningAsync();
        await first.DisposeAsync();

        await using var second = await LeaseServer.StartAsync(folder);
        (await RowsAsync(second)).Count.ShouldBeInRange(1, 2);
        var took = await FenceAsync(second);

        took.ShouldBeGreaterThan(LeaseServer.Wait * 0.9);
        edge.IsRunning.ShouldBeFalse();
        await Eventually.TrueAsync(async () => (await RowsAsync(second)).Count == 1, "the sweep of the former life's row");
        (await FenceAsync(second)).ShouldBeLessThan(LeaseServer.Wait / 2);
    }

    [Fact]
    public async Task Fence_10_ScimThatStopsWithoutLeases_LeavesNoRow()
    {
        using var folder = new TestFolder();
        var first = await LeaseServer.StartAsync(folder);
        await using var edge = await TestEdge.ConnectAsync(first);
        await edge.RunningAsync();
        await edge.LeaveAsync();
        await Eventually.TrueAsync(async () => !(await FleetAsync(first)).Contains("\"leaseEndsInSeconds\":0.", StringComparison.Ordinal), "the release");
        await first.DisposeAsync();

        await using var second = await LeaseServer.StartAsync(folder);

        (await FenceAsync(second)).ShouldBeLessThan(LeaseServer.Wait / 2);
        await Eventually.TrueAsync(async () => (await RowsAsync(second)).Count > 0, "the row of the second life");
        (await RowsAsync(second)).ShouldHaveSingleItem().Scim.ShouldBe(second.Services.GetRequiredService<LeaseAuthority>().Incarnation);
    }

    [Fact]
    public async Task Fence_2_RowDeletedUnderneath_AnotherLifeBegins()
    {
        await using var server = await LeaseServer.StartAsync();
        await using var edge = await TestEdge.ConnectAsync(server);
        await edge.RunningAsync();
        var old = (await RowsAsync(server)).ShouldHaveSingleItem();

        await server.Store.WriteAsync(
            transaction =>
            {
                transaction.Leases.Delete(old.Scim);
                return true;
            },
            TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => (await RowsAsync(server)) is [var row] && row.Scim != old.Scim && row.Tick > 0, "the row of another life");
        server.Services.GetRequiredService<LeaseAuthority>().Incarnation.ShouldNotBe(old.Scim);
        await edge.RunningAsync();
        (await FenceAsync(server)).ShouldBeLessThan(LeaseServer.Wait * 1.5);
    }

    private static async Task<TimeSpan> FenceAsync(ScimServer server)
    {
        var head = await server.RevokeAsync();
        var started = Stopwatch.GetTimestamp();
        (await server.Fencing().FenceAsync(head, TestContext.Current.CancellationToken)).ShouldBeTrue();
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<IReadOnlyList<ScimRow>> RowsAsync(ScimServer server) =>
        (await server.Store.ReadAsync(read => read.Leases.Scims(), TestContext.Current.CancellationToken)).Rows;

    private static async Task<string> FleetAsync(ScimServer server) => (await server.Admin.GetAsync("fleet")).Text;
}
