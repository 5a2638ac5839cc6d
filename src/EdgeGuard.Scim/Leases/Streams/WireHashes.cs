using EdgeGuard.Engine.Hashing;
using Google.Protobuf;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>Hashes, epochs and incarnations in the messages of the lease stream: exactly 16 bytes.</summary>
internal static class WireHashes
{
    public static bool TryRead(ByteString? wire, out Hash128 hash)
    {
        var valid = wire?.Length == Hash128.Size;
        hash = valid ? Hash128.Read(wire!.Span) : default; // Not null: it has a length.
        return valid && !hash.IsNone;
    }

    public static ByteString Write(Hash128 hash) => UnsafeByteOperations.UnsafeWrap(hash.ToByteArray());
}
