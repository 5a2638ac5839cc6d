namespace EdgeGuard.Sync.Publishing;

/// <summary>An entry as the database keeps it: its version and the bytes of <see cref="Contracts.EntryCodec.Encode"/>.</summary>
public readonly record struct StoredEntry(long Version, byte[] Bytes);
