using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Contracts;

/// <summary>One committed change of the log (DESIGN section 4). Immutable.</summary>
/// <param name="Epoch">The log that it belongs to.</param>
/// <param name="Version">Its position, contiguous from 1, at most 2^53.</param>
/// <param name="Fenced">True when its acknowledgement must wait for the fence (FENCE section 6).</param>
/// <param name="CommittedAt">Unix milliseconds of the writer's clock; for lag figures only, never for decisions.</param>
/// <param name="Digest">Digest of the state after it.</param>
/// <param name="Changes">The rows put and removed, in order; all or nothing.</param>
public sealed record LogEntry(
    Epoch Epoch, long Version, bool Fenced, long CommittedAt, Hash128 Digest, ImmutableArray<Change> Changes);
