using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using Google.Protobuf;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Where the protocol's messages and their wire form meet, at the edge. What cannot be read is null; nothing throws for content.</summary>
internal static class LeaseWire
{
    /// <summary>A lease longer than this is no lease that a scim may grant; 60 s is the longest that can be configured.</summary>
    private const long LongestLength = 3_600_000_000_000;

    public static LogPosition ToWire(LogHead head) => new()
    {
        Epoch = ToWire(head.Epoch.Value),
        Version = head.Version,
        Digest = ToWire(head.Digest),
    };

    public static ByteString ToWire(Hash128 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash128.Size];
        hash.Write(bytes);
        return ByteString.CopyFrom(bytes);
    }

    public static LogHead? Read(LogPosition? position) =>
        position is { Epoch.Length: Hash128.Size, Digest.Length: Hash128.Size, Version: >= 0 and <= MessageLimits.MaxVersion }
            ? new LogHead(new Epoch(Hash128.Read(position.Epoch.Span)), position.Version, Hash128.Read(position.Digest.Span))
            : null;

    public static LeaseGrant? Read(Grant grant) =>
        Read(grant.Head) is { } head && grant.LengthNanoseconds is > 0 and <= LongestLength
            ? new LeaseGrant(grant.Number, head, grant.LengthNanoseconds)
            : null;
}
