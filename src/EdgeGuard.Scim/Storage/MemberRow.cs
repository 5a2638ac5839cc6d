namespace EdgeGuard.Scim.Storage;

/// <summary>One end of a membership: a user of a group, or a group of a user. Immutable.</summary>
internal sealed record MemberRow
{
    public required string Id { get; init; }

    public required string Display { get; init; }
}
