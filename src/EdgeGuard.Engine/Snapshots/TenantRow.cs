using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>A tenant. Immutable; replaced by each change of it.</summary>
internal sealed record TenantRow(int Ordinal, string Key, Hash128 Hash, bool Suspended, TenantAccess Access, FeatureTable? Features);
