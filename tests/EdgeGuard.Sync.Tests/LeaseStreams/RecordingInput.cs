using System.Collections.Concurrent;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

/// <summary>A follower that only takes notes.</summary>
internal sealed class RecordingInput : IFollowerInput
{
    public ConcurrentQueue<byte[]> Entries { get; } = [];

    public ConcurrentQueue<LogHead> Heads { get; } = [];

    public byte[] Witness { get; set; } = [];

    public void Post(ReadOnlyMemory<byte> entry) => Entries.Enqueue(entry.ToArray());

    public void Require(LogHead head) => Heads.Enqueue(head);

    public ReadOnlyMemory<byte> WitnessOf(LogHead applied) => Witness;
}
