namespace EdgeGuard.Scim.Storage;

/// <summary>A bearer token's record: never the token, only its hash. Instants are Unix milliseconds. Immutable.</summary>
internal sealed record CredentialRow
{
    public required string Id { get; init; }

    public required byte[] Hash { get; init; }

    public long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? LastUsedAt { get; init; }
}
