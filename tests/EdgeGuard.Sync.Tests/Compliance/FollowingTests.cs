using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>The follower over a real publisher and a real server; the same on every server.</summary>
public abstract class FollowingTests<TServer>(TServer server)
    where TServer : RedisCompatibleServer
{
    private const string Reloads = "edgeguard.follower.reloads";
    private const string Ignored = "edgeguard.follower.ignored";
    private const string CatchUps = "edgeguard.follower.catch_ups";
    private const string Failures = "edgeguard.follower.failures";
    private const string Refused = "edgeguard.follower.refused";

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
    public async Task RunAsync_LiveEntries_AreAppliedAndObserved()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var observer = new RecordingObserver();
        var follower = (await rig.StartFollowerAsync(observer)).Counting(Reloads);
        await rig.ConvergeAsync(follower);

        for (var i = 0; i < 50; i++)
        {
            rig.Commit(1);
            await rig.ConvergeAsync(follower);
        }

        follower.Subject.Applied!.Version.ShouldBe(50);
        follower.Counted(Reloads).ShouldBeLessThanOrEqualTo(1);
        observer.Swaps.Select(s => s.Version).ShouldBe(observer.Swaps.Select(s => s.Version).Order());
        observer.Swaps.Sum(s => s.Changes ?? 0).ShouldBe(50);
    }

    [Fact]
    public async Task RunAsync_LateJoin_LoadsTheSnapshotAndTheTail()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(40);
        await rig.StartPublisherAsync();
        rig.Commit(40);

        var follower = await rig.StartFollowerAsync();

        await rig.ConvergeAsync(follower);
    }

    [Fact]
    public async Task Security_F1_Duplicate_IsIgnored()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(Ignored).Counting(Reloads);
        await rig.ConvergeAsync(follower);
        rig.Commit(3);
        await rig.ConvergeAsync(follower);
        var before = follower.Counted(Reloads);

        await rig.PublishAsync(rig.Source.Bytes(3));
        await rig.PublishAsync(rig.Source.Bytes(1));

        await Eventually.TrueAsync(() => follower.Counted(Ignored) >= 2, "two ignored entries");
        follower.Current!.Digest.ShouldBe(rig.Source.State.Digest);
        follower.Counted(Reloads).ShouldBe(before);
    }

    [Fact]
    public async Task Security_F1_LostMessages_AreFetchedFromTheTail()
    {
        await using var rig = new SyncRig(server);
        var follower = await FollowWithoutPublisherAsync(rig);
        follower.Counting(Reloads);

        await rig.AppendByHandAsync(20, publish: false);
        await rig.AppendByHandAsync(1, publish: true);

        await rig.ConvergeAsync(follower);
        follower.Counted(Reloads).ShouldBe(0);
    }

    [Fact]
    public async Task Security_F1_LastMessageLost_IsSeenByTheBeat()
    {
        await using var rig = new SyncRig(server);
        var follower = await FollowWithoutPublisherAsync(rig);

        await rig.AppendByHandAsync(1, publish: false);
        await rig.PublishAsync(new Beat(rig.Source.State.Epoch, 1).Encode(rig.Seal));

        await rig.ConvergeAsync(follower);
        rig.Logs.Count(EventIds.SubscriptionSilent).ShouldBe(0);
    }

    [Fact]
    public async Task Security_F1_ReorderedMessages_GiveTheSameState()
    {
        await using var rig = new SyncRig(server);
        var follower = await FollowWithoutPublisherAsync(rig);

        await rig.AppendByHandAsync(3, publish: false);
        foreach (var version in (int[])[3, 1, 2])
            await rig.PublishAsync(rig.Source.Bytes(version));

        await rig.ConvergeAsync(follower);
    }

    [Fact]
    public async Task RunAsync_TailIsTrimmedBeyondTheGap_ReloadsTheSnapshot()
    {
        await using var rig = new SyncRig(server);
        var follower = await FollowWithoutPublisherAsync(rig);
        follower.Counting(Reloads);

        await rig.AppendByHandAsync(30, publish: false, keep: 5);
        await rig.StartPublisherAsync(options => options.SnapshotEveryEntries = 20);

        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.Counted(Reloads) == 1, "one reload, counted after it is current");
    }

    [Fact]
    public async Task RunAsync_AnotherEpoch_ReloadsItsSnapshot()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var observer = new RecordingObserver();
        var follower = await rig.StartFollowerAsync(observer);
        rig.Commit(5);
        await rig.ConvergeAsync(follower);
        var old = rig.Source.Bytes(5);

        rig.Source.StartEpoch();
        rig.Commit(1);
        follower.Scim.AskNow();
        await rig.ConvergeAsync(follower);
        await rig.PublishAsync(old);
        rig.Commit(2);

        await rig.ConvergeAsync(follower);
        var swaps = observer.Swaps;
        swaps.First(s => s.Epoch == rig.Source.State.Epoch).Changes.ShouldBeNull("the first state of an epoch is a whole one");
    }

    [Fact]
    public async Task Security_F3_Flush_IsRepairedWithoutANewCommit()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        rig.Commit(30);
        await rig.ConvergeAsync(follower);

        await server.FlushAllAsync();

        var late = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(late, timeout: TimeSpan.FromSeconds(5));
        rig.Commit(1);
        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
        await rig.ConvergeAsync(late);
    }

    [Fact]
    public async Task Security_F3_KilledAndRestarted_ConvergesWithinTwoSeconds()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        rig.Commit(10);
        await rig.ConvergeAsync(follower);

        server.Kill();
        rig.Commit(10);
        await Eventually.TrueAsync(() => rig.Logs.Count(EventIds.PublishingFailed) > 0, "a publisher that notices");
        follower.Current!.Version.ShouldBe(10);
        server.Restart();

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
        rig.Commit(1);
        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Security_F14_ServerAbsentAtStart_ConvergesWhenItComes()
    {
        await using var rig = new SyncRig(server);
        server.Kill();
        rig.Commit(3);
        var follower = await rig.StartFollowerAsync();
        await rig.StartPublisherAsync();
        await Eventually.TrueAsync(() => rig.Logs.Count(EventIds.FollowingFailed) > 0, "a follower that notices");

        server.Restart();

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(5));
        rig.Logs.Count(EventIds.FollowingFailed).ShouldBe(1, "logged once per change of state");
        rig.Logs.Count(EventIds.PublishingFailed).ShouldBe(1, "logged once per change of state");
    }

    [Fact]
    public async Task Security_F9_ForgedAndUnknownMessages_AreCountedAndNeverApplied()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(Refused);
        rig.Logs.ExpectError(EventIds.SnapshotDistrusted);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);

        var next = new LogEntry(rig.Source.State.Epoch, 3, false, 0, default, [new Change.TenantPut("evil", false)]);
        var body = rig.Codec.Encode(next)[..^MessageSeal.Size];
        byte[][] messages =
        [
            [.. "garbage"u8],
            new EntryCodec(TestEnvironment.ForeignKeys).Encode(next),
            new Beat(rig.Source.State.Epoch, 9_999).Encode(new MessageSeal(TestEnvironment.ForeignKeys)),
            rig.Seal.Seal([body[0], 9, .. body[2..]]),
            rig.Seal.Seal(body.AsSpan()[..^3]),
        ];
        foreach (var message in messages)
            await rig.PublishAsync(message);

        await Eventually.TrueAsync(() => follower.Counted(Refused) >= messages.Length, "all refused");
        follower.Counted(Refused, nameof(RefusalCause.Forged)).ShouldBe(3);
        follower.Counted(Refused, nameof(RefusalCause.UnknownFormat)).ShouldBe(1);
        follower.Counted(Refused, nameof(RefusalCause.Malformed)).ShouldBe(1);
        follower.Current!.Digest.ShouldBe(rig.Source.State.Digest);
        rig.Commit(5);
        await rig.ConvergeAsync(follower);
    }

    [Fact]
    public async Task Security_F9_SameForgeryAgainAndAgain_IsLoggedOnce()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var follower = (await rig.StartFollowerAsync()).Counting(Refused);
        await rig.ConvergeAsync(follower);

        for (var i = 0; i < 100; i++)
            await rig.PublishAsync([1, 2, 3, (byte)i]);

        await Eventually.TrueAsync(() => follower.Counted(Refused) == 100, "a hundred refused");
        rig.Logs.Count(EventIds.MessageRefused).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_DigestMismatch_AllowsNothingUntilALaterSnapshotIsLoaded()
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.EntryRefused);
        rig.Logs.ExpectError(EventIds.SnapshotDistrusted);
        await rig.StartPublisherAsync(options => options.SnapshotEveryEntries = 4);
        var observer = new RecordingObserver();
        var follower = (await rig.StartFollowerAsync(observer)).Counting(Refused);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);

        rig.Source.AppendWithWrongDigest(rig.NextChange());
        await Eventually.TrueAsync(() => follower.Lease.IsDistrusted, "distrust");
        follower.IsLeased.ShouldBeFalse();
        follower.Counted(Refused, nameof(RefusalCause.DigestMismatch)).ShouldBeGreaterThan(0);
        follower.Current!.Version.ShouldBe(2);
        rig.Commit(5);

        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        var swaps = observer.Swaps;
        swaps.ShouldNotContain(s => s.Version == 3 && s.Changes != null);
        swaps.Count(s => s.Withdrawn).ShouldBe(1, "told once");
        rig.Logs.Count(EventIds.EntryRefused).ShouldBe(1);
        rig.Logs.Count(EventIds.SnapshotDistrusted).ShouldBe(1);
        rig.Logs.Count(EventIds.SnapshotTrustedAgain).ShouldBe(1);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("truncated")]
    [InlineData("change refused")]
    [InlineData("change unknown")]
    [InlineData("beyond a gap")]
    public async Task RunAsync_AuthenticEntryRefused_AllowsNothingUntilTheStateReachesIt(string kind)
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.EntryRefused);
        rig.Logs.ExpectError(EventIds.SnapshotDistrusted);
        await rig.StartPublisherAsync();
        var observer = new RecordingObserver();
        var follower = await rig.StartFollowerAsync(observer);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);

        await rig.PublishAsync(Unusable(rig, kind));
        await Eventually.TrueAsync(() => follower.Lease.IsDistrusted, "distrust");
        follower.IsLeased.ShouldBeFalse();
        follower.Current!.Version.ShouldBe(2);
        rig.Commit(2);

        await rig.ConvergeAsync(follower);
        await Eventually.TrueAsync(() => follower.IsLeased, "a lease");
        observer.Swaps.Where(s => !s.Withdrawn && s.Version > 2).ShouldAllBe(s => s.Version >= (kind == "beyond a gap" ? 4 : 3));
    }

    [Fact]
    public async Task Security_F9_WhatAnyoneMayWrite_NeverEndsTheLease()
    {
        await using var rig = new SyncRig(server);
        await rig.StartPublisherAsync();
        var observer = new RecordingObserver();
        var follower = (await rig.StartFollowerAsync(observer)).Counting(Refused).Counting(Ignored);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);
        var foreign = new LogEntry(Epoch.New(), 3, false, 0, default, [new Change.TenantPut("evil", false)]);
        var forged = new LogEntry(rig.Source.State.Epoch, 3, false, 0, default, foreign.Changes);

        byte[][] messages =
        [
            [.. "garbage"u8],
            new EntryCodec(TestEnvironment.ForeignKeys).Encode(forged),
            [.. rig.Codec.Encode(forged)[..^1], 0],
            rig.Seal.Seal(rig.Codec.Encode(foreign).AsSpan()[..^(MessageSeal.Size + 3)]),
        ];
        foreach (var message in messages)
            await rig.PublishAsync(message);
        await rig.PublishAsync(rig.Source.Bytes(1));

        await Eventually.TrueAsync(() => follower.Counted(Refused) >= messages.Length && follower.Counted(Ignored) > 0, "all refused");
        observer.Swaps.ShouldAllBe(s => !s.Withdrawn);
        follower.IsLeased.ShouldBeTrue();
    }

    [Fact]
    public async Task RunAsync_ObserverThrows_LosesNoEntry()
    {
        await using var rig = new SyncRig(server);
        rig.Logs.ExpectError(EventIds.ObserverFailed);
        await rig.StartPublisherAsync();
        var observer = new RecordingObserver { ThrowsAtVersion = 3 };
        var follower = (await rig.StartFollowerAsync(observer)).Counting(Failures);
        rig.Commit(2);
        await rig.ConvergeAsync(follower);

        rig.Commit(1);
        await rig.ConvergeAsync(follower);
        rig.Commit(1);
        await rig.ConvergeAsync(follower);

        observer.Swaps.Where(s => s.Version >= 3).Select(s => (s.Version, s.Changes)).ShouldBe([(3L, null), (4L, (int?)1)]);
        follower.Counted(Failures).ShouldBe(0, string.Join(' ', rig.Logs.Records.Where(r => r.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).Select(r => r.Message)));
        rig.Logs.Count(EventIds.ObserverFailed).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_DamagedChunk_IsRefusedUntilTheNextSnapshot()
    {
        await using var rig = new SyncRig(server);
        rig.Commit(20);
        await rig.StartPublisherAsync(options => options.SnapshotEveryEntries = 1);
        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 20, "a snapshot of version 20");
        await rig.DamageChunkAsync();

        var follower = (await rig.StartFollowerAsync()).Counting(Refused);
        await Eventually.TrueAsync(() => follower.Counted(Refused, nameof(RefusalCause.ChunkDamaged)) > 0, "a refused snapshot");
        follower.Current.ShouldBeNull();
        rig.Commit(1);

        await rig.ConvergeAsync(follower);
        rig.Logs.Count(EventIds.SnapshotUnusable).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_NoBeats_PollsRedis()
    {
        await using var rig = new SyncRig(server);
        var follower = await FollowWithoutPublisherAsync(rig);

        await rig.AppendByHandAsync(3, publish: false);

        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(6));
        rig.Logs.Count(EventIds.SubscriptionSilent).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task RunAsync_LongSilence_IsToldOnceAndEndsWithTheFirstBeat()
    {
        var time = new FakeTimeProvider();
        await using var rig = new SyncRig(server) { FollowerTime = time };
        var publisher = await rig.StartPublisherAsync();
        await Eventually.TrueAsync(async () => await rig.ReadManifestAsync() is not null, "a snapshot, so that the first look succeeds");
        var follower = (await rig.StartFollowerAsync()).Counting(CatchUps);
        await rig.ConvergeAsync(follower);
        await publisher.StopAsync();

        var before = follower.Counted(CatchUps);
        var silentFor = await AdvanceAsync(time, () => follower.Counted(CatchUps) >= before + 7);
        var catchUps = follower.Counted(CatchUps);

        // Without growing pauses: one every 3 s.
        silentFor.ShouldBeGreaterThan(TimeSpan.FromSeconds(35));
        silentFor.ShouldBeLessThan(TimeSpan.FromSeconds(16) * (catchUps - before));
        rig.Logs.Count(EventIds.SubscriptionSilent).ShouldBe(1);
        rig.Logs.Count(EventIds.SubscriptionHeard).ShouldBe(0);
        rig.Commit(1);
        await rig.StartPublisherAsync();
        await rig.ConvergeAsync(follower, timeout: TimeSpan.FromSeconds(5));
        // It is told on the subscription's thread: the state may be there before.
        await Eventually.TrueAsync(() => rig.Logs.Count(EventIds.SubscriptionHeard) > 0, "the end of the silence is told");
        rig.Logs.Count(EventIds.SubscriptionHeard).ShouldBe(1);
        follower.Counted(CatchUps).ShouldBeLessThanOrEqualTo(catchUps + 2, "through the subscription that was there");
    }

    [Fact]
    public async Task RunAsync_LargeStateOfEveryKind_SurvivesTheSnapshot()
    {
        await using var rig = new SyncRig(server);
        rig.Source.Append(LargeState());
        await rig.StartPublisherAsync();

        var follower = await rig.StartFollowerAsync();

        await rig.ConvergeAsync(follower);
        follower.Current!.UserCount.ShouldBe(25_000);
        (await rig.ReadManifestAsync())!.ChunkHashes.Length.ShouldBeGreaterThan(2);
    }

    /// <summary>An authentic entry of the followed log, the next one where not said otherwise, that cannot be applied.</summary>
    private static byte[] Unusable(SyncRig rig, string kind)
    {
        var entry = new LogEntry(rig.Source.State.Epoch, 3, false, 0, default, [new Change.TenantPut("other", false)]);
        var body = rig.Codec.Encode(entry)[..^MessageSeal.Size];
        return kind switch
        {
            "format" => rig.Seal.Seal([body[0], 9, .. body[2..]]),
            "truncated" => rig.Seal.Seal(body.AsSpan()[..^3]),
            "change refused" => rig.Codec.Encode(entry with { Changes = [new Change.MemberRemoved(default, default)] }),
            "change unknown" => rig.Seal.Seal([.. body[..^8], 99, .. body[^7..]]),
            "beyond a gap" => rig.Seal.Seal(rig.Codec.Encode(entry with { Version = 4 }).AsSpan()[..^(MessageSeal.Size + 3)]),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>A follower at version 0 of a log that from here on only the test publishes.</summary>
    private static async Task<RunningService<LogFollower>> FollowWithoutPublisherAsync(SyncRig rig)
    {
        var publisher = await rig.StartPublisherAsync();
        var follower = await rig.StartFollowerAsync();
        await rig.ConvergeAsync(follower);
        await publisher.StopAsync();
        return follower;
    }

    /// <summary>Moves the clock tick by tick, each time letting the follower look, until a condition holds.</summary>
    private static async Task<TimeSpan> AdvanceAsync(FakeTimeProvider time, Func<bool> condition)
    {
        var start = time.GetUtcNow();
        await Eventually.TrueAsync(
            () =>
            {
                if (condition())
                    return true;
                time.Advance(TimeSpan.FromMilliseconds(250));
                return false;
            },
            "what the clock leads to");
        return time.GetUtcNow() - start;
    }

    private static ImmutableArray<Change> LargeState()
    {
        var hasher = TestEnvironment.Keys.Hasher;
        var tenant = hasher.Tenant("acme");
        var groups = Enumerable.Range(0, 3).Select(i => hasher.Group(tenant, $"g{i}")).ToList();
        var users = Enumerable.Range(0, 25_000).Select(i => hasher.Subject(tenant, SubjectKeyKind.Id, $"u{i}")).ToList();
        return
        [
            new Change.TenantPut("acme", Suspended: false),
            new Change.RolePut(string.Empty, "viewer", ["documents.read"]),
            new Change.RolePut("acme", "admin", ["documents.*"]),
            new Change.TenantFeaturePut(tenant, "export", -1),
            .. groups.Select(g => new Change.GroupPut(g, tenant, ["admin"])),
            .. users.Select((u, i) => new Change.UserPut(u, tenant, Active: i % 7 != 0, NotBefore: i)),
            .. users.Select((u, i) => new Change.AliasPut(hasher.Subject(tenant, SubjectKeyKind.ExternalId, $"x{i}"), u)),
            .. groups.SelectMany(g => users.Select(u => new Change.MemberAdded(g, u))),
        ];
    }
}

public sealed class RedisFollowingTests(RedisServerFixture server) : FollowingTests<RedisServerFixture>(server), IClassFixture<RedisServerFixture>;

public sealed class GarnetFollowingTests(GarnetFixture server) : FollowingTests<GarnetFixture>(server), IClassFixture<GarnetFixture>;
