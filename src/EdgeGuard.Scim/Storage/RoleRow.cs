using System.Collections.Immutable;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>A role as stored. <see cref="Scope"/> is its tenant's key, or empty for a global role. Immutable.</summary>
internal sealed record RoleRow
{
    public required string Scope { get; init; }

    public required string Key { get; init; }

    /// <summary>JSON array of text.</summary>
    public required string Patterns { get; init; }

    public ImmutableArray<string> ToPatterns() => TextArray.Parse(Patterns);

    public Change.RolePut ToPut() => new(Scope, Key, ToPatterns());
}
