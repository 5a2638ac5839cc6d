namespace EdgeGuard.Sync.Contracts;

/// <summary>Reads the authentic message by which an edge has what it says it has (FENCE section 2 step 3): an entry or a manifest. Thread-safe.</summary>
public sealed class WitnessReader(EnvironmentKeys keys)
{
    private readonly EntryCodec _entries = new(keys);
    private readonly MessageSeal _seal = new(keys);

    /// <summary>The position that <paramref name="message"/> proves; null for bytes that prove none. Never throws for their content.</summary>
    public LogHead? Read(ReadOnlyMemory<byte> message)
    {
        if (_entries.Decode(message, out var entry) == MessageFault.None)
            return new LogHead(entry!.Epoch, entry.Version, entry.Digest); // Not null without a fault.
        return SnapshotManifest.Decode(_seal, message, out var manifest) == MessageFault.None
            ? new LogHead(manifest!.Epoch, manifest.Version, manifest.Digest)
            : null;
    }
}
