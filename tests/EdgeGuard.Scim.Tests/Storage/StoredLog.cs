using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Storage;

/// <summary>What the database of a server holds, read as the publisher reads it.</summary>
internal sealed class StoredLog(ScimServer server)
{
    private readonly ILogSource _source = server.Services.GetRequiredService<ILogSource>();
    private readonly EntryCodec _codec = server.Services.GetRequiredService<EntryCodec>();

    public DirectoryHasher Hasher => server.Services.GetRequiredService<EnvironmentKeys>().Hasher;

    public Task<LogHead> HeadAsync() => _source.ReadHeadAsync(TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<LogEntry>> EntriesAsync(long after = 0)
    {
        var entries = new List<LogEntry>();
        foreach (var stored in await _source.ReadEntriesAsync(after, int.MaxValue, TestContext.Current.CancellationToken))
        {
            _codec.TryDecode(stored.Bytes, out var entry, out var fault).ShouldBeTrue(fault);
            entry!.Version.ShouldBe(stored.Version);
            entries.Add(entry);
        }

        return entries;
    }

    public async Task<(LogHead Head, List<Change> Rows)> StateAsync()
    {
        var state = (default(LogHead), new List<Change>());
        await _source.ReadStateAsync(
            async (head, rows) =>
            {
                state.Item1 = head;
                await foreach (var row in rows)
                    state.Item2.Add(row);
            },
            TestContext.Current.CancellationToken);
        return state;
    }

    public Hash128 DigestOf(IEnumerable<Change> rows) => rows.Aggregate(default(Hash128), (sum, row) => sum + RowDigest.Of(Hasher, row));
}
