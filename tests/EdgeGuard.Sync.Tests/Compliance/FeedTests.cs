using System.Diagnostics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>The follower between Redis, a second feed, and the scims that push and grant; the same on every server.</summary>
public abstract class FeedTests<TServer>(TServer server)
    where TServer : RedisCompatibleServer
{
    private const string Reloads = "edgeguard.follower.reloads";
    private const string Ignored = "edgeguard.follower.ignored";
    private const string CatchUps = "edgeguard.follower.catch_ups";

    [Fact]
    public async Task Security_F2_RedisBlackHoled_PushedEntriesAreAppliedAtOnce()
    {
        const int Entries = 60;
        await using var relay = new TcpRelay(server.Port);
        await using var rig = new SyncRig(server);
        rig.FollowerAddress = $"127.0.0.1:{relay.Port}";
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);

        // Time enough for the silence to be noticed, and for commands and subscriptions to run into their limits.
        relay.Mode = RelayMode.BlackHole;
        var times = new List<TimeSpan>();
        for (var i = 0; i < Entries; i++)
        {
            rig.Commit(1);
            var started = Stopwatch.GetTimestamp();
            follower.Input.Post(rig.Source.Bytes(rig.Source.State.Version));
            await Eventually.TrueAsync(() => follower.Current!.Version == rig.Source.State.Version, "the entry is applied");
            times.Add(Stopwatch.GetElapsedTime(started));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        // The limits of the Redis client are seconds; a few milliseconds more are the test machine's.
        times.Order().ElementAt(Entries * 9 / 10).ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        times.Max().ShouldBeLessThan(TimeSpan.FromSeconds(1));
        follower.Scim.FollowsAll.ShouldBeTrue();
        (rig.Logs.Count(EventIds.SubscriptionSilent) + rig.Logs.Count(EventIds.FollowingFailed)).ShouldBeInRange(1, 2);
        relay.Mode = RelayMode.Pass;
        await Eventually.TrueAsync(() => !follower.Scim.FollowsAll, "Redis is heard again");
        rig.Commit(1);
        await rig.ConvergeAsync(follower);
    }

    [Fact]
    public async Task Security_F2_RedisBlackHoled_RequiredHeadComesBySecondFeed()
    {
        await using var relay = new TcpRelay(server.Port);
        await using var rig = new SyncRig(server);
        rig.FollowerAddress = $"127.0.0.1:{relay.Port}";
        rig.SecondFeed = new SourceFeed(rig.Source);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(Reloads);
        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.Counted(Reloads) == 1, "the first state");

        relay.Mode = RelayMode.BlackHole;
        rig.Commit(1500);
        follower.Scim.AskNow();

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
        follower.Counted(Reloads).ShouldBe(1);
    }

    [Fact]
    public async Task Security_F3_RedisKilled_FollowsBySecondFeed()
    {
        await using var rig = new SyncRig(server);
        rig.SecondFeed = new SourceFeed(rig.Source);
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        rig.Commit(5);
        await rig.ConvergeAsync(follower);

        server.Kill();
        rig.Commit(40);
        follower.Scim.AskNow();
        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
        var late = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(late, timeout: TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => late.IsLeased, "a lease");

        server.Restart();
        await Eventually.TrueAsync(() => !follower.Scim.FollowsAll && !late.Scim.FollowsAll, "Redis is heard again");
    }

    [Fact]
    public async Task Security_F3_FlushedWithoutPublisher_FollowsBySecondFeed()
    {
        await using var rig = new SyncRig(server);
        rig.SecondFeed = new SourceFeed(rig.Source);
        var publisher = await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        rig.Commit(5);
        await rig.ConvergeAsync(follower);
        await publisher.StopAsync();
        rig.Source.Committed = null;

        await server.FlushAllAsync();
        rig.Commit(5);
        follower.Scim.AskNow();

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task RunAsync_RedisHasEverything_SecondFeedIsNotAsked()
    {
        await using var rig = new SyncRig(server);
        rig.SecondFeed = new SourceFeed(rig.Source);
        await rig.StartPublisherAsync();
        await Eventually.TrueAsync(async () => await rig.ReadManifestAsync() is not null, "a snapshot");
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        rig.Source.Committed += _ => follower.Scim.AskNow();

        for (var i = 0; i < 100; i++)
        {
            rig.Commit(1);
            await rig.ConvergeAsync(follower);
        }

        rig.SecondFeed.Asked.Count.ShouldBeLessThan(5, "only on a busy machine");
    }

    [Fact]
    public async Task RunAsync_LocalCopy_IsAskedForTheFirstStateAndNeverAgain()
    {
        await using var rig = new SyncRig(server);
        rig.SecondFeed = new SourceFeed(rig.Source) { IsLocalCopy = true };
        rig.Commit(3);
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        rig.Commit(3);
        follower.Scim.AskNow();

        await rig.StartPublisherAsync();
        await rig.ConvergeAsync(follower);

        rig.SecondFeed.Asked.ShouldBe(["state"]);
    }

    [Fact]
    public async Task Fence_2_4_RequiredHead_IsFetchedThoughNothingWasPublished()
    {
        await using var rig = new SyncRig(server);
        var publisher = await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        await publisher.StopAsync();
        await rig.AppendByHandAsync(5, publish: false);

        follower.Scim.AskNow();

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(1));
        follower.IsLeased.ShouldBeTrue();
    }

    [Fact]
    public async Task Fence_2_ForeignEpochInRedis_IsNotLoadedAfterAGrant()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(CatchUps).Counting(Ignored);
        rig.Commit(5);
        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        var old = follower.Current!.Epoch;

        // No Grant names the new epoch: for all that the edge knows, this is a stray publisher.
        follower.Scim.Answers = false;
        rig.Source.StartEpoch();
        rig.Commit(2);
        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Epoch == rig.Source.State.Epoch, "its snapshot in Redis");
        await rig.PublishAsync(rig.Source.Bytes(7));
        follower.Input.Post(rig.Source.Bytes(7));
        var looks = follower.Counted(CatchUps);
        await rig.PublishAsync(rig.Codec.Encode(new LogEntry(old, 5, false, 0, default, [])));
        await Eventually.TrueAsync(() => follower.Counted(Ignored) > 0, "the messages before it are taken");
        (follower.Current!.Epoch, follower.IsLeased, follower.Counted(CatchUps)).ShouldBe((old, true, looks));

        follower.Scim.Answers = true;
        follower.Scim.AskNow();

        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease of the new epoch");
    }

    [Fact]
    public async Task Fence_2_8_ObserverFails_IsReportedOnlyWhenItHasSucceeded()
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.ObserverFailed);
        await rig.StartPublisherAsync();
        var observer = new RecordingObserver { ThrowsAtVersion = 2, Throws = int.MaxValue };
        var follower = await rig.StartFollowerAsync(observer);
        rig.Commit(1);
        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        rig.Source.Committed = null;
        var entry = rig.Source.AppendFenced(rig.NextChange());

        follower.Input.Post(rig.Codec.Encode(entry));
        await rig.ConvergeAsync(follower);
        var (reported, reports) = (follower.Lease.Report()!.Value.Applied.Version, follower.Scim.Reports);
        observer.Throws = 0;
        await Eventually.TrueAsync(() => follower.Scim.Reports > 0, "a report");

        (reported, reports).ShouldBe((1, 0));
        follower.Lease.Report()!.Value.Applied.Version.ShouldBe(2);
        rig.Logs.Count(EventIds.ObserverSucceeded).ShouldBe(1);
    }

    [Fact]
    public async Task Fence_2_8_FencedEntry_IsReportedAPlainOneIsNot()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        rig.Commit(1);
        await rig.ConvergeAsync(follower);
        var before = follower.Scim.Reports;

        rig.Source.AppendFenced(rig.NextChange());
        await Eventually.TrueAsync(() => follower.Scim.Reports == 1, "a report");

        before.ShouldBe(0);
        follower.Lease.Report()!.Value.Applied.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Fence_2_4_Distrusted_IsNotReloadedBeforeAScimHasSeenWhatItHad()
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.EntryRefused);
        rig.Logs.ExpectError(EventIds.SnapshotDistrusted);
        rig.SecondFeed = new SourceFeed(rig.Source);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(Reloads);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        var reloads = follower.Counted(Reloads);

        follower.Scim.Answers = false;
        rig.Source.AppendWithWrongDigest(rig.NextChange());
        await Eventually.TrueAsync(() => rig.SecondFeed.Asked.Contains("state"), "a state is fetched");
        rig.Commit(3);
        await Eventually.TrueAsync(() => follower.Lease.IsDistrusted, "distrust");
        (follower.Counted(Reloads), follower.IsLeased, follower.Current!.Version).ShouldBe((reloads, false, 2));
        follower.Scim.Answers = true;
        follower.Scim.AskNow();

        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        rig.Logs.Count(EventIds.SnapshotTrustedAgain).ShouldBe(1);
        await Eventually.TrueAsync(() => follower.Scim.Reports > 0, "a report of what was loaded");
    }

    [Fact]
    public async Task Fence_2_4_GrantNamesAnotherDigest_IsReloaded()
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.SnapshotDistrusted);
        rig.SecondFeed = new SourceFeed(rig.Source);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(Reloads);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        var reloads = follower.Counted(Reloads);

        var ask = follower.Lease.Ask()!.Value;
        follower.Lease.Receive(new Sync.Leases.LinkId(2), new Sync.Leases.LeaseGrant(ask.Number, ask.Applied with { Digest = new(1, 1) }, Length: 1));

        await Eventually.TrueAsync(() => follower.Counted(Reloads) > reloads, "a reload");
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
    }

    [Fact]
    public async Task Fence_2_3_WitnessOf_IsTheMessageThatLedThere()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        await Eventually.TrueAsync(async () => await rig.ReadManifestAsync() is not null, "a snapshot");
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        var loaded = rig.Source.State;

        rig.Commit(1);
        await rig.ConvergeAsync(follower);
        var applied = rig.Source.State;

        SnapshotManifest.Decode(rig.Seal, follower.Input.WitnessOf(HeadOf(loaded)), out var manifest).ShouldBe(MessageFault.None);
        (manifest!.Epoch, manifest.Version, manifest.Digest).ShouldBe((loaded.Epoch, loaded.Version, loaded.Digest));
        follower.Input.WitnessOf(HeadOf(applied)).ToArray().ShouldBe(rig.Source.Bytes(1));
        follower.Input.WitnessOf(HeadOf(applied) with { Digest = default }).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Security_F1_PushedBeforeThoseBetween_IsAppliedWithThem()
    {
        await using var rig = new SyncRig(server);
        var publisher = await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        await publisher.StopAsync();
        rig.Source.Committed = null;
        rig.Commit(4);

        foreach (var version in (long[])[4, 2, 4, 3, 1])
            follower.Input.Post(rig.Source.Bytes(version));

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(1));
    }

    private static LogHead HeadOf(Snapshot state) => new(state.Epoch, state.Version, state.Digest);
}

/// <summary>Over Redis.</summary>
public sealed class RedisFeedTests(RedisServerFixture server) : FeedTests<RedisServerFixture>(server), IClassFixture<RedisServerFixture>;

/// <summary>Over Garnet.</summary>
public sealed class GarnetFeedTests(GarnetFixture server) : FeedTests<GarnetFixture>(server), IClassFixture<GarnetFixture>;
