using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Identity of a log: 128 random bits, new whenever history was replaced (DESIGN section 2). Immutable.</summary>
public readonly record struct Epoch(Hash128 Value)
{
    /// <summary>A fresh random epoch.</summary>
    public static Epoch New() => new(Hash128.Read(RandomNumberGenerator.GetBytes(Hash128.Size)));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
