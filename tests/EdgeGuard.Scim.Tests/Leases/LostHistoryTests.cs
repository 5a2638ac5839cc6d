using System.Diagnostics;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>FENCE section 2 step 3 and section 3 (f): a database that lost what edges have seen.</summary>
public sealed class LostHistoryTests
{
    private const int HistoryMissing = EventIds.HistoryMissing;

    [Fact]
    public async Task Fence_3f_DatabaseSetBack_AWitnessStartsANewEpochThatTheEdgesLoad()
    {
        using var folder = new TestFolder();
        await using var former = await EdgeOfALaterStateAsync(folder);
        var had = former.State!;

        await using var server = await LeaseServer.StartAsync(folder);
        server.ExpectedErrors.UnionWith([HistoryMissing, EventIds.EpochStarted]);
        await using var edge = await former.ReconnectAsync(server);
        await Eventually.TrueAsync(() => edge.State!.Epoch != had.Epoch, "the new epoch at the edge");
        var began = Stopwatch.GetTimestamp();
        await edge.RunningAsync();

        var head = await server.HeadAsync();
        head.Epoch.ShouldNotBe(had.Epoch);
        head.Version.ShouldBeGreaterThan(had.Version);
        edge.State!.Version.ShouldBe(head.Version);
        edge.State.Digest.ShouldBe(head.Digest);
        await Eventually.TrueAsync(() => server.Logs.Count(log => log.Id.Id == EventIds.EpochStarted) == 1, "the event");

        // The old epoch's entries are in the table still, and nobody's.
        (await edge.ReadEntriesAsync(head.Epoch.Value, 0)).ShouldBe(0);
        (await edge.ReadEntriesAsync(had.Epoch.Value, 0)).ShouldBe(0);

        // No confirmation counts in an epoch's first W; then the mark is cleared, and they do.
        (await server.Fencing().FenceAsync(await server.RevokeAsync(), TestContext.Current.CancellationToken)).ShouldBeTrue();
        Stopwatch.GetElapsedTime(began).ShouldBeGreaterThan(LeaseServer.Wait * 0.7);
        await Eventually.TrueAsync(async () => !(await server.Store.ReadAsync(read => read.Leases.Scims(), TestContext.Current.CancellationToken)).Unsettled, "the end of the mark");
        await Eventually.TrueAsync(async () => (await server.Store.ReadAsync(read => read.Leases.Scims(), TestContext.Current.CancellationToken)).Rows.Count == 1, "the sweep of the former life's row");
        var started = Stopwatch.GetTimestamp();
        (await server.Fencing().FenceAsync(await server.RevokeAsync(), TestContext.Current.CancellationToken)).ShouldBeTrue();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(LeaseServer.Wait / 2);
    }

    [Fact]
    public async Task Fence_3f_ClaimWithoutAnAuthenticMessage_IsDismissedAndTheOthersGoOn()
    {
        using var folder = new TestFolder();
        await using var former = await EdgeOfALaterStateAsync(folder);
        var epoch = former.State!.Epoch;

        await using var server = await LeaseServer.StartAsync(folder);
        server.ExpectedErrors.UnionWith([HistoryMissing, EventIds.WitnessDismissed]);
        await using var liar = await former.ReconnectAsync(server, isLiar: true);
        await Eventually.TrueAsync(() => server.Logs.Any(log => log.Id.Id == EventIds.WitnessDismissed), "the dismissal");
        await using var honest = await TestEdge.ConnectAsync(server, "honest");
        await honest.RunningAsync();

        liar.Grants.ShouldBe(0);
        (await server.HeadAsync()).Epoch.ShouldBe(epoch);
    }

    [Fact]
    public async Task Fence_3f_LogGoesBackUnderARunningScim_StartsANewEpochAtOnce()
    {
        using var folder = new TestFolder();
        await using var server = await LeaseServer.StartAsync(folder);
        server.ExpectedErrors.UnionWith([HistoryMissing, EventIds.EpochStarted]);
        await using var edge = await TestEdge.ConnectAsync(server);
        await server.Admin.PutAsync("edges/another", "{}"); // An entry without changes: the state is the same without it.
        var head = await server.HeadAsync();
        await Eventually.TrueAsync(() => edge.State!.Version == head.Version, "the head at the edge");
        await edge.RunningAsync();

        await ExecuteAsync(folder, "update head set version = version - 1; delete from log where version = (select max(version) from log)");

        await Eventually.TrueAsync(() => edge.State!.Epoch != head.Epoch, "the new epoch at the edge");
        edge.State!.Version.ShouldBeGreaterThan(head.Version);
    }

    /// <summary>An edge that has applied what a copy of the database, put in its place meanwhile, does not have.</summary>
    private static async Task<TestEdge> EdgeOfALaterStateAsync(TestFolder folder)
    {
        string key;
        await using (var first = await LeaseServer.StartAsync(folder))
        {
            key = await TestEdge.NewKeyAsync(first, "edge");
            await first.RevokeAsync();
            await ExecuteAsync(folder, $"vacuum into '{folder.File("backup.db")}'");
        }

        TestEdge edge;
        LogHead head;
        await using (var second = await LeaseServer.StartAsync(folder))
        {
            edge = await TestEdge.ConnectAsync(second, "edge", key);
            await second.RevokeAsync();
            head = await second.RevokeAsync();
            await Eventually.TrueAsync(() => edge.State!.Version == head.Version, "the later state at the edge");
        }

        foreach (var file in new[] { "edgeguard.db-wal", "edgeguard.db-shm" })
            File.Delete(folder.File(file));
        File.Move(folder.File("backup.db"), folder.File("edgeguard.db"), overwrite: true);
        return edge;
    }

    private static async Task ExecuteAsync(TestFolder folder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.File("edgeguard.db")};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
