using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Sync.Redis;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>The rules by which the log in Redis grows; the same on every server.</summary>
public abstract class AppendTests<TServer>(TServer server)
    where TServer : RedisCompatibleServer
{
    private static readonly Epoch Epoch = Epoch.New();

    [Fact]
    public async Task AppendAsync_NoLog_IsForeign()
    {
        await using var rig = new SyncRig(server);

        (await AppendAsync(rig, Epoch, 1)).ShouldBe((AppendOutcome.Foreign, RedisHead.None));
    }

    [Fact]
    public async Task AppendAsync_NextVersions_AreStoredInOrderAndMoveTheHead()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, 0);

        (await AppendAsync(rig, Epoch, 1, 2, 3)).ShouldBe((AppendOutcome.Appended, RedisHead.Of(Epoch, 3)));

        (await TailAsync(rig, 0)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task AppendAsync_PresentVersions_AreLeftAloneAndNotPublishedAgain()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, 0);
        var messages = await rig.CollectAsync();
        await AppendAsync(rig, Epoch, 1, 2);

        (await AppendAsync(rig, Epoch, 1, 2)).ShouldBe((AppendOutcome.Present, RedisHead.Of(Epoch, 2)));
        (await AppendAsync(rig, Epoch, 2, 3)).ShouldBe((AppendOutcome.Appended, RedisHead.Of(Epoch, 3)));

        await Eventually.TrueAsync(() => messages.Count == 3, "three messages");
        messages.Select(m => m[0]).ShouldBe(new byte[] { 1, 2, 3 });
        (await TailAsync(rig, 0)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task AppendAsync_AfterAGap_IsRefused()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, 5);

        (await AppendAsync(rig, Epoch, 7)).ShouldBe((AppendOutcome.Gap, RedisHead.Of(Epoch, 5)));

        (await TailAsync(rig, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Security_F5_AppendAsync_OfAnotherEpoch_IsRefused()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, 5);

        (await AppendAsync(rig, Epoch.New(), 6)).ShouldBe((AppendOutcome.Foreign, RedisHead.Of(Epoch, 5)));

        (await TailAsync(rig, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendAsync_LargestVersions_AreExact()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, MessageLimits.MaxVersion - 2);

        await AppendAsync(rig, Epoch, MessageLimits.MaxVersion - 1, MessageLimits.MaxVersion);

        (await new RedisLog(rig.Link).ReadHeadAsync(CancellationToken.None)).Version.ShouldBe(MessageLimits.MaxVersion);
        (await TailAsync(rig, MessageLimits.MaxVersion - 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AppendAsync_MoreThanTheTailKeeps_DropsTheOldest()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, 0);

        await AppendAsync(rig, Epoch, [.. Enumerable.Range(1, 25).Select(i => (long)i)]);

        (await TailAsync(rig, 0)).ShouldBe(Enumerable.Range(16, 10).Select(i => (byte)i));
    }

    [Fact]
    public async Task Security_F5_TryResetAsync_HeadHasMoved_ChangesNothing()
    {
        await using var rig = new SyncRig(server);
        await StartLogAsync(rig, 0);
        var log = new RedisLog(rig.Link);
        var seen = await log.ReadHeadAsync(CancellationToken.None);
        await AppendAsync(rig, Epoch, 1);

        (await log.TryResetAsync(seen, RedisHead.Of(Epoch.New(), 0), CancellationToken.None)).ShouldBeFalse();

        (await log.ReadHeadAsync(CancellationToken.None)).ShouldBe(RedisHead.Of(Epoch, 1));
        (await TailAsync(rig, 0)).ShouldBe([1]);
    }

    [Fact]
    public async Task Security_F5_FourRacingPublishers_NeitherForkNorLoseNorReorder()
    {
        const int Entries = 2_000;
        await using var rig = new SyncRig(server);
        var publishers = new List<RunningService<LogPublisher>>();
        for (var i = 0; i < 4; i++)
            publishers.Add((await rig.StartPublisherAsync()).Counting("edgeguard.publisher.entries"));
        var messages = await rig.CollectAsync();

        for (var i = 0; i < Entries; i++)
        {
            rig.Commit(1);
            if (i % 10 == 0)
                await Task.Yield();
        }

        await Eventually.TrueAsync(async () => (await new RedisLog(rig.Link).ReadHeadAsync(default)).Version == Entries, "all entries in Redis");
        await Eventually.TrueAsync(
            () => messages.Any(m => Beat.Decode(rig.Seal, m, out var beat) == MessageFault.None && beat!.Version == Entries), "a beat after the last");
        var published = messages.Select(m => rig.Codec.Decode(m, out var entry) == MessageFault.None ? entry!.Version : 0).Where(v => v > 0).ToList();
        published.SequenceEqual(published.Order()).ShouldBeTrue("order on the channel");
        published.ShouldBeUnique();
        var stored = await new RedisLog(rig.Link).ReadTailAsync(0, Entries + 1, CancellationToken.None);
        stored.Length.ShouldBe(Entries);
        for (var i = 0; i < Entries; i++)
            ((byte[])stored[i]!).ShouldBe(rig.Source.Bytes(i + 1));
        publishers.Sum(p => p.Counted("edgeguard.publisher.entries")).ShouldBeGreaterThanOrEqualTo(Entries);
    }

    private static async Task StartLogAsync(SyncRig rig, long version) =>
        (await new RedisLog(rig.Link).TryResetAsync(RedisHead.None, RedisHead.Of(Epoch, version), CancellationToken.None)).ShouldBeTrue();

    /// <summary>Appends stand-ins of one byte each: no script looks into an entry.</summary>
    private static Task<(AppendOutcome, RedisHead)> AppendAsync(SyncRig rig, Epoch epoch, params long[] versions) =>
        new RedisLog(rig.Link).AppendAsync(
            epoch, [.. versions.Select(v => new StoredEntry(v, [(byte)v]))], keep: 10, publish: true, CancellationToken.None);

    private static async Task<List<byte>> TailAsync(SyncRig rig, long after) =>
        [.. (await new RedisLog(rig.Link).ReadTailAsync(after, 100, CancellationToken.None)).Select(v => ((byte[])v!)[0])];
}

public sealed class RedisAppendTests(RedisServerFixture server) : AppendTests<RedisServerFixture>(server), IClassFixture<RedisServerFixture>;

public sealed class GarnetAppendTests(GarnetFixture server) : AppendTests<GarnetFixture>(server), IClassFixture<GarnetFixture>;
