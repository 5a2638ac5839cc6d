using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Contracts;

/// <summary>Where a log ends: its epoch, the last version, and the digest of the state there. Immutable.</summary>
public readonly record struct LogHead(Epoch Epoch, long Version, Hash128 Digest);
