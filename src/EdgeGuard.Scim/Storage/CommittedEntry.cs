using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>An entry that is durable. Immutable.</summary>
/// <param name="Head">Where the log ended with it.</param>
/// <param name="Fenced">Its acknowledgement waits for the fence.</param>
/// <param name="Bytes">As the log holds it.</param>
internal sealed record CommittedEntry(LogHead Head, bool Fenced, ReadOnlyMemory<byte> Bytes);
