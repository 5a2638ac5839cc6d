using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>Positions in the messages of the lease stream.</summary>
internal static class WirePositions
{
    /// <summary>Reads a position in a log.</summary>
    public static bool TryRead(LogPosition? wire, out LogHead head)
    {
        head = default;
        if (wire is null || wire.Version is < 0 or > MessageLimits.MaxVersion || wire.Digest.Length != Hash128.Size || !WireHashes.TryRead(wire.Epoch, out var epoch))
            return false;

        // The digest of an empty state is none.
        head = new LogHead(new Epoch(epoch), wire.Version, Hash128.Read(wire.Digest.Span));
        return true;
    }

    /// <summary>Reads what an edge has applied; none at all is a value too.</summary>
    public static bool TryReadApplied(LogPosition? wire, out LogHead applied)
    {
        applied = default;
        return wire is null or { Epoch.Length: 0, Digest.Length: 0, Version: 0 } || TryRead(wire, out applied);
    }

    public static LogPosition Write(LogHead head) => new()
    {
        Epoch = WireHashes.Write(head.Epoch.Value),
        Version = head.Version,
        Digest = WireHashes.Write(head.Digest),
    };
}
