using CsCheck;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Storage;

/// <summary>Log, rows and digest tell one story, whatever was asked of the service.</summary>
public sealed class LogReplayTests
{
    [Fact]
    public async Task Log_AfterRandomRequests_ReplaysToTheStateAndItsDigest()
    {
        // A few long sequences find more than many short ones, and each costs a server and its commits.
        await Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[60, 140]).SampleAsync(
            async (seed, steps) =>
            {
                await using var server = await ScimServer.StartAsync();
                await new RandomProvider(server, new Random(seed)).RunAsync(steps);
                await ShouldAgreeAsync(server);
            },
            iter: 6,
            threads: 1);
    }

    [Fact]
    public async Task Log_TenantLargerThanOneTransaction_IsRemovedInSeveral()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ids = await server.FillAsync("okta-1", TenantRemoval.BatchSize + 10);
        await scim.AddGroupAsync("Team", ids);
        var before = (await new StoredLog(server).HeadAsync()).Version;

        (await server.Admin.DeleteAsync("tenants/acme")).StatusNumber.ShouldBe(200);

        var entries = await new StoredLog(server).EntriesAsync(before);
        entries.Count.ShouldBe(2);
        entries[0].Changes[0].ShouldBe(new Change.TenantPut("acme", Suspended: true));
        entries.ShouldAllBe(entry => entry.Fenced);
        await ShouldAgreeAsync(server);
    }

    /// <summary>The log is contiguous, each entry's digest is the one of the replay, and replay, rows and head agree.</summary>
    private static async Task ShouldAgreeAsync(ScimServer server)
    {
        var log = new StoredLog(server);
        var (head, rows) = await log.StateAsync();
        var entries = await log.EntriesAsync();
        entries.Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, entries.Count).Select(i => (long)i));
        head.Version.ShouldBe(entries.Count);

        var replayed = Snapshot.Empty(log.Hasher, head.Epoch);
        foreach (var entry in entries)
        {
            replayed = Apply(replayed, entry.Changes, entry.Version);
            replayed.Digest.ShouldBe(entry.Digest, $"version {entry.Version}");
            entry.Epoch.ShouldBe(head.Epoch);
        }

        var loaded = Apply(Snapshot.Empty(log.Hasher, head.Epoch), rows, head.Version);
        loaded.Digest.ShouldBe(head.Digest);
        replayed.Digest.ShouldBe(head.Digest);
        loaded.Export().ShouldBe(replayed.Export(), ignoreOrder: true);
    }

    private static Snapshot Apply(Snapshot snapshot, IEnumerable<Change> changes, long version)
    {
        var builder = snapshot.ToBuilder();
        foreach (var change in changes)
            builder.TryApply(change, out var fault).ShouldBeTrue($"version {version}: {change} {fault}");
        return builder.Build(snapshot.Epoch, version);
    }
}
