using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Sync.Redis;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>How the publisher finds and repairs a Redis that is not what it should be; the same on every server.</summary>
public abstract class PublishingTests<TServer>(TServer server)
    where TServer : RedisCompatibleServer
{
    private const string Resets = "edgeguard.publisher.resets";

    [Fact]
    public async Task RunAsync_EmptyRedis_GetsTheWholeLog()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(600);

        await rig.StartPublisherAsync();

        await PublishedAsync(rig);
        (await new RedisLog(rig.Link).ReadTailAsync(0, 1000, CancellationToken.None)).Length.ShouldBe(600);
    }

    [Fact]
    public async Task RunAsync_OlderRedisOfTheSameEpoch_GetsTheMissingRange()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(100);
        await new RedisLog(rig.Link).TryResetAsync(RedisHead.None, RedisHead.Of(rig.Source.State.Epoch, 40), CancellationToken.None);

        var publisher = (await rig.StartPublisherAsync()).Counting(Resets);

        await PublishedAsync(rig);
        (await new RedisLog(rig.Link).ReadTailAsync(0, 1000, CancellationToken.None)).Length.ShouldBe(60);
        publisher.Counted(Resets).ShouldBe(0);
    }

    [Theory]
    [InlineData("00000000000000000000000000000001:7")]
    [InlineData("not a head")]
    public async Task Security_F5_ForeignHead_IsReplaced(string head)
    {
        await using var rig = new SyncRig(server);
        var publisher = (await rig.StartPublisherAsync()).Counting(Resets);
        rig.Commit(10);
        await PublishedAsync(rig);

        await rig.SetHeadAsync(head);

        await PublishedAsync(rig);
        await Eventually.TrueAsync(() => publisher.Counted(Resets, nameof(ResetCause.Foreign)) == 1, "one reset");
        (await new RedisLog(rig.Link).ReadTailAsync(0, 1000, CancellationToken.None)).Length.ShouldBe(10);
    }

    [Fact]
    public async Task RunAsync_HeadFalselyAhead_IsReplaced()
    {
        await using var rig = new SyncRig(server);
        var publisher = (await rig.StartPublisherAsync()).Counting(Resets);
        rig.Commit(10);
        await PublishedAsync(rig);

        await rig.SetHeadAsync(RedisHead.Of(rig.Source.State.Epoch, 9_000_000).Text);
        rig.Commit(1);

        await PublishedAsync(rig);
        publisher.Counted(Resets, nameof(ResetCause.FalselyAhead)).ShouldBe(1);
    }

    [Fact]
    public async Task Security_F10_DatabaseLostCommits_PublishesNothingAndRaises()
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.HistoryLost);
        await rig.StartPublisherAsync();
        rig.Commit(10);
        await PublishedAsync(rig);

        rig.Source.LoseAfter(5);
        await Eventually.TrueAsync(() => rig.Logs.Count(EventIds.HistoryLost) == 1, "an alarm");
        rig.Commit(3);

        rig.Source.State.Version.ShouldBe(8);
        (await new RedisLog(rig.Link).ReadHeadAsync(CancellationToken.None)).Version.ShouldBe(10);
        var tail = await new RedisLog(rig.Link).ReadTailAsync(5, 100, CancellationToken.None);
        tail.Length.ShouldBe(5);
        ((byte[])tail[0]!).ShouldNotBe(rig.Source.Bytes(6));
    }

    [Fact]
    public async Task RunAsync_LogNoLongerKeepsTheRange_GoesOnAfterIt()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(100);
        rig.Source.Trim(70);
        await new RedisLog(rig.Link).TryResetAsync(RedisHead.None, RedisHead.Of(rig.Source.State.Epoch, 40), CancellationToken.None);

        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();

        await PublishedAsync(rig);
        (await new RedisLog(rig.Link).ReadTailAsync(0, 1000, CancellationToken.None)).Length.ShouldBe(30);
        await rig.ConvergeAsync(follower);
    }

    [Fact]
    public async Task RunAsync_NewEpoch_StartsAfterTheLastEntryOfTheOldOne()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        rig.Commit(10);
        await PublishedAsync(rig);

        rig.Source.StartEpoch();
        rig.Commit(2);

        await PublishedAsync(rig);
        (await new RedisLog(rig.Link).ReadTailAsync(0, 1000, CancellationToken.None)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_ManyEntriesSinceTheLastSnapshot_WritesANewOneAndRemovesTheOld()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync(options => options.SnapshotEveryEntries = 10);
        await rig.StartPublisherAsync(options => options.SnapshotEveryEntries = 10);

        for (var round = 1; round <= 5; round++)
        {
            rig.Commit(10);
            var version = 10L * round;
            await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == version, $"a snapshot of version {version}");
        }

        await Eventually.TrueAsync(async () => (await rig.KeysAsync("snap:*:*")).Count == 1, "one chunk of one snapshot");
    }

    [Fact]
    public async Task RunAsync_ChangeWithoutFurtherEntries_IsInASnapshotAfterItsTime()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync(options => options.SnapshotEvery = TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 0, "a first snapshot");

        rig.Commit(1);

        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 1, "a snapshot of version 1");
    }

    [Fact]
    public async Task RunAsync_MissingChunk_IsWrittenAnew()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(3);
        await rig.StartPublisherAsync();
        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 3, "a snapshot");
        var first = await rig.ReadManifestAsync();

        await rig.RemoveChunkAsync();

        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Id != first!.Id, "another snapshot");
    }

    [Fact]
    public async Task RunAsync_DeadWriterLeftChunks_RemovesThem()
    {
        await using var rig = new SyncRig(server);
        var store = new RedisSnapshotStore(rig.Link);
        (await store.TryBeginAsync("dead", keep: null, CancellationToken.None)).ShouldBeTrue();
        for (var i = 0; i < 130; i++)
            (await store.TryPutChunkAsync("dead", i, [1], CancellationToken.None)).ShouldBeTrue();
        await rig.ExpireWriterLockAsync();
        rig.Commit(1);

        await rig.StartPublisherAsync();

        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 1, "a snapshot");
        (await rig.KeysAsync("snap:dead:*")).ShouldBeEmpty();
        (await store.TryPutChunkAsync("dead", 130, [1], CancellationToken.None)).ShouldBeFalse();
        (await store.TryCommitAsync("dead", [1], CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_DatabaseFailsAmidASnapshot_WritesItAtTheNextAttempt()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(3);
        rig.Source.FailNextStateRead();

        await rig.StartPublisherAsync();

        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 3, "a snapshot", TimeSpan.FromSeconds(5));
        rig.Logs.Count(EventIds.SnapshotWritingFailed).ShouldBe(1);
    }

    private static Task PublishedAsync(SyncRig rig) => Eventually.TrueAsync(
        async () => await new RedisLog(rig.Link).ReadHeadAsync(default) == RedisHead.Of(rig.Source.State.Epoch, rig.Source.State.Version),
        $"version {rig.Source.State.Version} in Redis");
}

public sealed class RedisPublishingTests(RedisServerFixture server) : PublishingTests<RedisServerFixture>(server), IClassFixture<RedisServerFixture>;

public sealed class GarnetPublishingTests(GarnetFixture server) : PublishingTests<GarnetFixture>(server), IClassFixture<GarnetFixture>;
