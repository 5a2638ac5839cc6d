using System.Net;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Leases;
using EdgeGuard.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Tests.Storage;

public sealed class DirectoryStoreTests
{
    [Fact]
    public async Task Start_FileOfARunningServer_IsRefusedAndSaysSo()
    {
        using var folder = new TestFolder();
        await using var first = await ScimServer.StartAsync(folder);

        var refused = await Should.ThrowAsync<StorageException>(() => ScimServer.StartAsync(folder));

        refused.Message.ShouldContain("in use by another edgeguard-scim");
    }

    [Fact]
    public async Task Restart_SameFile_KeepsEpochVersionAndState()
    {
        using var folder = new TestFolder();
        (Sync.Contracts.LogHead Head, List<Engine.Snapshots.Change> Rows) before;
        await using (var first = await ScimServer.StartAsync(folder))
        {
            await first.Admin.PutAsync("tenants/acme", """{"suspended":true}""");
            before = await new StoredLog(first).StateAsync();
        }

        await using var second = await ScimServer.StartAsync(folder);

        var after = await new StoredLog(second).StateAsync();
        after.Head.ShouldBe(before.Head);
        after.Rows.ShouldBe(before.Rows);
        (await second.Admin.PutAsync("tenants/globex", """{"suspended":false}""")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Start_FileOfAnotherEnvironmentKey_IsRefusedAndSaysSo()
    {
        using var folder = new TestFolder();
        await using (await ScimServer.StartAsync(folder))
        {
        }

        var refused = await Should.ThrowAsync<StorageException>(
            () => ScimServer.StartAsync(folder, ("EnvironmentKey", Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()))));

        refused.Message.ShouldBe("EdgeGuard:EnvironmentKey is not the key that this database was written with.");
        await using var again = await ScimServer.StartAsync(folder);
    }

    [Fact]
    public async Task Start_TwoNewFiles_HaveDifferentEpochs()
    {
        await using var one = await ScimServer.StartAsync();
        await using var other = await ScimServer.StartAsync();

        (await new StoredLog(one).HeadAsync()).Epoch.ShouldNotBe((await new StoredLog(other).HeadAsync()).Epoch);
    }

    [Fact]
    public async Task Write_Abandoned_LeavesNothing()
    {
        await using var server = await ScimServer.StartAsync();

        var written = await server.Store.WriteAsync(
            transaction =>
            {
                transaction.Catalog.PutTenant("acme", suspended: false);
                return transaction.Abandon("no");
            },
            TestContext.Current.CancellationToken);

        (written.Value, written.Version, written.RevealedVersion).ShouldBe(("no", 0, 0));
        (await new StoredLog(server).StateAsync()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_OneOfABatchThrows_OthersCommit()
    {
        await using var server = await ScimServer.StartAsync();

        var writes = Enumerable.Range(0, 50).Select(i => server.Store.WriteAsync(
            transaction =>
            {
                transaction.Catalog.PutTenant($"t{i}", suspended: false);
                return i % 5 == 0 ? throw new InvalidTimeZoneException() : i;
            },
            TestContext.Current.CancellationToken)).ToList();
        await Should.ThrowAsync<InvalidTimeZoneException>(() => Task.WhenAll(writes));

        writes.Count(write => write.IsFaulted).ShouldBe(10);
        var log = new StoredLog(server);
        var (head, rows) = await log.StateAsync();
        rows.Count.ShouldBe(40);
        head.Version.ShouldBe(40);
        head.Digest.ShouldBe(log.DigestOf(rows));
        (await log.EntriesAsync()).Select(entry => entry.Version).ShouldBe(Enumerable.Range(1, 40).Select(i => (long)i));
    }

    [Fact]
    public async Task Start_WrongConfiguration_ReportsAllFaultsAtOnce()
    {
        var refused = await Should.ThrowAsync<AggregateException>(() => ScimServer.StartAsync(
            null, ("EnvironmentKey", "AAAA"), ("Admin:Key", "short"), ("Scim:Url", "http://0.0.0.0:0"), ("Scim:PublicUrl", "ftp://x"), ("Storage:SqlitePath", "")));

        var faults = string.Join('\n', refused.InnerExceptions.OfType<OptionsValidationException>().SelectMany(e => e.Failures));
        foreach (var key in new[] { "EdgeGuard:EnvironmentKey", "EdgeGuard:Admin:Key", "EdgeGuard:Scim:Url", "EdgeGuard:Scim:PublicUrl", "EdgeGuard:Storage:SqlitePath" })
            faults.ShouldContain(key);
    }

    [Fact]
    public async Task Health_RunningServer_IsLiveAndReady()
    {
        await using var server = await ScimServer.StartAsync();
        using var http = ScimServer.NewClient(server.BaseAddress, null);

        foreach (var path in new[] { "healthz/live", "healthz/ready" })
            (await http.GetStringAsync(path, TestContext.Current.CancellationToken)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task Health_NoTickForALease_IsNotReadyUntilTheNext()
    {
        using var folder = new TestFolder();
        await using var server = await LeaseServer.StartAsync(folder);
        server.ExpectedErrors.UnionWith([EventIds.TicksFail, 103]); // 103: the framework, of each probe that fails.
        using var http = ScimServer.NewClient(server.BaseAddress, null);
        await using var other = new SqliteConnection($"Data Source={folder.File("edgeguard.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);

        var taken = other.BeginTransaction(deferred: false);
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await http.GetAsync("healthz/ready", TestContext.Current.CancellationToken);
                return answer.StatusCode == HttpStatusCode.ServiceUnavailable
                    && (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).StartsWith("Unhealthy No lease can be granted", StringComparison.Ordinal);
            },
            "the probe to fail");
        await taken.DisposeAsync();

        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await http.GetAsync("healthz/ready", TestContext.Current.CancellationToken);
                return answer.StatusCode == HttpStatusCode.OK;
            },
            "the probe to succeed");
    }

    [Fact]
    public async Task Fence_A1_FileMovedAway_NothingIsWrittenUntilItIsBack()
    {
        using var folder = new TestFolder();
        await using var server = await ScimServer.StartAsync(folder);
        server.ExpectedErrors.UnionWith([EventIds.CommitFailed, EventIds.TicksFail]);
        (await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""")).StatusNumber.ShouldBe(200);

        File.Move(folder.File("edgeguard.db"), folder.File("away.db"));
        await File.WriteAllBytesAsync(folder.File("edgeguard.db"), [], TestContext.Current.CancellationToken);
        await Should.ThrowAsync<StorageException>(() => server.Store.WriteAsync(transaction => transaction.Now, TestContext.Current.CancellationToken));
        await Should.ThrowAsync<StorageException>(() => server.Services.GetRequiredService<LeaseStore>().ReadScimsAsync(TestContext.Current.CancellationToken));
        File.Move(folder.File("away.db"), folder.File("edgeguard.db"), overwrite: true);

        (await server.Admin.PutAsync("tenants/acme", """{"suspended":true}""")).StatusNumber.ShouldBe(200);
    }
}
