using EdgeGuard.Sync.Tests.Compliance;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Publishing;

public sealed class SnapshotDigestTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    private const string Refused = "edgeguard.publisher.snapshots.refused";

    [Fact]
    public async Task WriteAsync_RowsAreNotTheStateOfTheLog_KeepsTheOldSnapshotAndRaises()
    {
        await using var rig = new SyncRig(redis);
        rig.Logs.ExpectError(EventIds.StateDamaged);
        var source = new DamagedLogSource(rig.Source);
        var publisher = (await rig.StartPublisherAsync(options => options.SnapshotEveryEntries = 1, source)).Counting(Refused);
        rig.Commit(3);
        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 3, "a snapshot of version 3");
        var chunks = await rig.KeysAsync("snap:*:*");

        source.Damaged = true;
        rig.Commit(1);
        await Eventually.TrueAsync(() => publisher.Counted(Refused) >= 2, "two attempts");

        (await rig.ReadManifestAsync())!.Version.ShouldBe(3);
        chunks.ShouldBeSubsetOf(await rig.KeysAsync("snap:*:*"));
        rig.Logs.Count(EventIds.StateDamaged).ShouldBe(1);

        source.Damaged = false;
        await Eventually.TrueAsync(async () => (await rig.ReadManifestAsync())?.Version == 4, "a snapshot of version 4");
    }
}
