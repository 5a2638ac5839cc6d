using System.Collections.Immutable;

namespace EdgeGuard.Scim.Storage;

/// <summary>A group as stored, without its members. Instants are Unix milliseconds. Immutable.</summary>
internal sealed record GroupRow : IResourceRow
{
    public long Row { get; init; }

    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>JSON array of role keys: what the connection's rules make of the name.</summary>
    public required string Roles { get; init; }

    /// <summary>The SCIM resource as JSON, without what the other members hold, without members.</summary>
    public required string Resource { get; init; }

    /// <inheritdoc/>
    public long Revision { get; init; }

    public long Created { get; init; }

    public long LastModified { get; init; }

    public ImmutableArray<string> ToRoles() => TextArray.Parse(Roles);
}
