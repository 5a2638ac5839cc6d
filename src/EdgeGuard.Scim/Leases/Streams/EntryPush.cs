using System.Data.Common;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases.Granting;
using Google.Protobuf;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>
/// Sends entries out on the lease streams: fence-flagged ones to every edge at once, the others to edges that Redis has gone silent for
/// (FENCE section 2 step 6). Thread-safe.
/// </summary>
internal sealed class EntryPush(CommitSignal signal, LeaseAuthority authority, EdgeStreams streams, DirectoryStore store) : IHostedService
{
    private long _sent;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        signal.Subscribe(Committed);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the entry of a version that another scim has committed. It only saves time: a failure is none of the caller's.</summary>
    public async Task SendAsync(LogHead version, CancellationToken cancellationToken)
    {
        if (version.Version <= Interlocked.Read(ref _sent))
            return;
        try
        {
            var entries = await store.ReadAsync(
                read => read.Head().Epoch == version.Epoch ? read.Log.Read(version.Version - 1, limit: 1) : [], cancellationToken);
            if (entries is [var entry] && entry.Version == version.Version)
                Send(entry.Version, new Entry { Message = UnsafeByteOperations.UnsafeWrap(entry.Bytes) }, fenced: true);
        }
        catch (DbException)
        {
            // The edges read it elsewhere.
        }
    }

    /// <summary>On the writer's thread: memory work only, some 100 ns for each stream.</summary>
    private void Committed(IReadOnlyList<CommittedEntry> entries)
    {
        foreach (var entry in entries)
        {
            authority.Learn(entry.Head);
            Send(entry.Head.Version, new Entry { Message = UnsafeByteOperations.UnsafeWrap(entry.Bytes) }, entry.Fenced);
        }
    }

    private void Send(long version, Entry entry, bool fenced)
    {
        streams.Send(entry, toAll: fenced);
        if (fenced)
            InterlockedMax(version);
    }

    private void InterlockedMax(long version)
    {
        for (var sent = Interlocked.Read(ref _sent); sent < version;)
        {
            var seen = Interlocked.CompareExchange(ref _sent, version, sent);
            if (seen == sent)
                return;
            sent = seen;
        }
    }
}
