using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Sync.Leases;

/// <summary>
/// One life of one process, edge or scim: 128 random bits, never written to disk and never taken twice, so that whatever was said to or
/// about an earlier life of the same program says nothing about this one (FENCE sections 2 and 3 (e)). Immutable.
/// </summary>
public readonly record struct Incarnation(Hash128 Value)
{
    /// <summary>A fresh random incarnation.</summary>
    public static Incarnation New() => new(Hash128.Read(RandomNumberGenerator.GetBytes(Hash128.Size)));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
