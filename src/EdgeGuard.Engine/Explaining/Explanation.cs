using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Explaining;

/// <summary>
/// Why a decision came out as it did: for an allow each way to it, for a denial everything that is missing. For the people who run the
/// product: it names rows of the state. What an end user may read is <see cref="PublicReason"/>. Immutable.
/// </summary>
public sealed record Explanation
{
    /// <summary>What <see cref="Snapshots.Snapshot.Check"/> answers.</summary>
    public required Decision Decision { get; init; }

    /// <summary>Of whom was asked.</summary>
    public required SubjectClaim Claim { get; init; }

    /// <summary>What was asked.</summary>
    public required Question Question { get; init; }

    /// <summary>The instant for which was asked, in Unix milliseconds.</summary>
    public required long Now { get; init; }

    /// <summary>Key of the tenant asked in; null when it is not known.</summary>
    public string? Tenant { get; init; }

    /// <summary>Hash of the user's id; none when nobody has the subject key.</summary>
    public Hash128 User { get; init; }

    /// <summary>Key of the tenant that the user belongs to; null without a user.</summary>
    public string? Home { get; init; }

    /// <summary>The user's not-before mark in Unix milliseconds; 0 for none.</summary>
    public long NotBefore { get; init; }

    /// <summary>How the role or permission that was asked for is held; empty for a feature question.</summary>
    public ImmutableArray<Way> Ways { get; init; } = [];

    /// <summary>What is given and would do, but does not count here and now; looked for when there is no way.</summary>
    public ImmutableArray<Way> NearMisses { get; init; } = [];

    /// <summary>
    /// The feature that was asked for, or those linked to the permission, of which one is needed; in ordinal order of their keys.
    /// </summary>
    public ImmutableArray<FeatureFinding> Features { get; init; } = [];

    /// <summary>What an allow lacks; empty exactly when it is allowed.</summary>
    public ImmutableArray<Missing> Missing { get; init; } = [];
}
