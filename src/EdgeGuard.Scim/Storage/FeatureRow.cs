namespace EdgeGuard.Scim.Storage;

/// <summary>A feature given to a tenant, as stored. Immutable.</summary>
internal sealed record FeatureRow
{
    public const long Never = -1;

    public required string Feature { get; init; }

    /// <summary>Unix milliseconds, or <see cref="Never"/>.</summary>
    public long ExpiresAt { get; init; }
}
