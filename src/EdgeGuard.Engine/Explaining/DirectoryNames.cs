using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>The name of a user, group or tenant by its hash, which is all that a state knows of it; null when it is not known.</summary>
/// <param name="kind">What it is.</param>
/// <param name="hash">Its hash.</param>
public delegate string? DirectoryNames(HolderKind kind, Hash128 hash);
