using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>What a feed gave when it was asked for a whole state: none, a refused one with the cause, or one with its manifest.</summary>
internal readonly record struct FedState(Snapshot? Snapshot, ReadOnlyMemory<byte> Manifest, RefusalCause Cause);
