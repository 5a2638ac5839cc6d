namespace EdgeGuard.Scim.Storage;

/// <summary>A user as stored. Instants are Unix milliseconds. Immutable.</summary>
internal sealed record UserRow : IResourceRow
{
    public long Row { get; init; }

    public required string Id { get; init; }

    public required string UserName { get; init; }

    public string? ExternalId { get; init; }

    public bool Active { get; init; }

    /// <summary>Tokens issued at or before it are refused; 0 for none. Never lowered.</summary>
    public long NotBefore { get; init; }

    /// <summary>The SCIM resource as JSON, without what the other members hold or the server computes.</summary>
    public required string Resource { get; init; }

    /// <inheritdoc/>
    public long Revision { get; init; }

    public long Created { get; init; }

    public long LastModified { get; init; }

    /// <summary>Version of the newest fence-flagged entry that touched it; 0 for none.</summary>
    public long FencedVersion { get; init; }

    /// <summary>The same of all entries by which users of its tenant lost roles or groups.</summary>
    public long LossFencedVersion { get; init; }
}
