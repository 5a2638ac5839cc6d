using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>What a scim knows of one edge to which it granted (FENCE section 2 step 3). Guarded by the authority's lock.</summary>
internal sealed class EdgeRecord
{
    /// <summary>By then every lease granted so far to this edge has ended: W after the last Grant was recorded, by the scim's clock.</summary>
    public long Until { get; set; }

    /// <summary>Highest version that the edge reported with the digest of our log.</summary>
    public long Applied { get; set; }

    /// <summary>Highest version reported whose digest could not be compared yet; 0 for none.</summary>
    public long ClaimedVersion { get; set; }

    public Hash128 ClaimedDigest { get; set; }

    /// <summary>The edge has left: it will never allow again.</summary>
    public bool Released { get; set; }
}
