using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;

namespace EdgeGuard.Scim.Publishing;

/// <summary>The store's log as the publisher reads it.</summary>
internal sealed class StoreLogSource(DirectoryStore store, EnvironmentKeys keys) : ILogSource
{
    public Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(read => read.Head(), cancellationToken);

    public Task<IReadOnlyList<StoredEntry>> ReadEntriesAsync(long afterVersion, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync(read => read.Log.Read(afterVersion, limit), cancellationToken);

    public async Task ReadStateAsync(Func<LogHead, IAsyncEnumerable<Change>, Task> write, CancellationToken cancellationToken) =>
        await store.ReadAsync(
            async read =>
            {
                var head = read.Head();
                await write(head, read.State(keys.Hasher).ToAsyncEnumerable());
                return head;
            },
            cancellationToken);
}
