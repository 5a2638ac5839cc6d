using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Sync.Leases;

/// <summary>
/// The state digests of the newest versions of one epoch: a ring of fixed size, so that an old version is forgotten and not an error.
/// Gaps are allowed. Not thread-safe.
/// </summary>
internal sealed class DigestHistory(int capacity)
{
    /// <summary>FENCE section 2 step 4: an edge keeps the digests of its last 1,000 versions.</summary>
    public const int DefaultCapacity = 1000;

    /// <summary>Slot of a version: its number modulo the capacity.</summary>
    internal readonly (long Version, Hash128 Digest)[] Ring = new (long, Hash128)[capacity];

    /// <summary>Remembers a digest; false, and nothing changed, when the same version is known with another one.</summary>
    public bool TryAdd(long version, Hash128 digest)
    {
        ref var slot = ref Ring[version % Ring.Length];
        if (slot.Version == version && version != 0)
            return slot.Digest == digest;
        if (slot.Version < version)
            slot = (version, digest);
        return true;
    }

    /// <summary>The digest at <paramref name="version"/>; null when it is not known (any more).</summary>
    public Hash128? Find(long version)
    {
        // Version 0 is the empty state, whose digest is none.
        if (version == 0)
            return default(Hash128);
        ref readonly var slot = ref Ring[version % Ring.Length];
        return slot.Version == version ? slot.Digest : null;
    }

    public void Clear() => Array.Clear(Ring);
}
