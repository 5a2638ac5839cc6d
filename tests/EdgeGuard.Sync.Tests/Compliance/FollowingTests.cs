using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>The follower over a real publisher and a real server; the same on every server.</summary>
public abstract class FollowingTests<TServer>(TServer server)
    where TServer : RedisCompatibleServer
{
    [Fact]
    public async Task RunAsync_FreshEnvironment_GivesTheEmptyState()
    {
        await using var rig = new SyncRig(server);
        var follower = await rig.StartFollowerAsync();
        await rig.StartPublisherAsync();

        await rig.ConvergeAsync(follower);

        follower.Current!.Version.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_LiveEntries_AreApplied()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting("edgeguard.follower.reloads");
        await rig.ConvergeAsync(follower);

        for (var i = 0; i < 50; i++)
        {
            rig.Commit(1);
            await rig.ConvergeAsync(follower);
        }

        follower.Subject.Applied!.Version.ShouldBe(50);
    }
}

public sealed class RedisFollowingTests(RedisServerFixture server) : FollowingTests<RedisServerFixture>(server), IClassFixture<RedisServerFixture>;

public sealed class GarnetFollowingTests(GarnetFixture server) : FollowingTests<GarnetFixture>(server), IClassFixture<GarnetFixture>;
