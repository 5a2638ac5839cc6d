namespace EdgeGuard.Scim.Storage.Leases;

/// <summary>An edge's key: never the key, only its hash. Instants are Unix milliseconds. Immutable.</summary>
internal sealed record EdgeKeyRow
{
    public required string Id { get; init; }

    public required string Edge { get; init; }

    public required byte[] Hash { get; init; }

    public long CreatedAt { get; init; }
}
