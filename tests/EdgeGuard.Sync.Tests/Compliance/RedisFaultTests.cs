using System.Diagnostics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>Faults that need a server of its own process.</summary>
public sealed class RedisFaultTests(RedisServerFixture server) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Security_F2_ServerStopsAnswering_ConvergesAfterItWakes()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        rig.Commit(5);
        await rig.ConvergeAsync(follower);

        await SignalAsync("STOP");
        rig.Commit(5);
        await Eventually.TrueAsync(
            () => rig.Logs.Count(EventIds.PublishingFailed) > 0 && rig.Logs.Count(EventIds.FollowingFailed) > 0, "both ends that notice");
        follower.Current!.Version.ShouldBe(5);
        await SignalAsync("CONT");

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(5));
        rig.Commit(1);
        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Security_F3_ClientKillStorm_LosesNothingAndLeaksNoConnection()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        await using var admin = await server.ConnectAsync();
        var before = await ConnectionsAsync(admin);

        for (var i = 0; i < 20; i++)
        {
            rig.Commit(5);
            await admin.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
            await admin.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        }

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(5));
        rig.Commit(1);
        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(async () => await ConnectionsAsync(admin) <= before, "no more connections than before");
    }

    [Fact]
    public async Task RunAsync_TailIsMoreThanTheLinkBringsInTime_IsReadInSmallerParts()
    {
        const int Entries = 16;
        const int BytesPerSecond = 1_000_000;
        await using var slow = new SlowLink(server.ConnectionString, BytesPerSecond);
        await using var rig = new SyncRig(server) { FollowerAddress = slow.Address };
        var publisher = await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        await publisher.StopAsync();

        // 4.8 MB, and a command may take 2 seconds.
        var after = rig.Source.State.Version;
        rig.Source.Committed = null;
        for (var i = 0; i < Entries; i++)
            rig.Source.Append(new Change.RolePut(string.Empty, $"role{i}", [.. Enumerable.Range(0, 300).Select(n => $"{new string('a', 1000)}.x{n:0000}")]));
        await rig.AppendStoredAsync(after, Entries);

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(60));
        rig.Logs.Count(EventIds.FollowingFailed).ShouldBeGreaterThan(0, "the whole does not come in time");
    }

    private static async Task<int> ConnectionsAsync(StackExchange.Redis.ConnectionMultiplexer admin) =>
        ((string)(await admin.GetDatabase().ExecuteAsync("CLIENT", "LIST"))!).Count(c => c == '\n');

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{server.ProcessId}"]);
        await kill.WaitForExitAsync();
    }
}
