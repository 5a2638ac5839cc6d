using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>A group and the role keys that it gives. Immutable.</summary>
internal sealed record GroupRow(Hash128 Id, int Tenant, ImmutableArray<string> Roles);
