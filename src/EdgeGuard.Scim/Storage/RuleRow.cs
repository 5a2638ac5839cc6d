namespace EdgeGuard.Scim.Storage;

/// <summary>A group rule as stored: <see cref="GroupName"/> and <see cref="Role"/>, or <see cref="Prefix"/>. Immutable.</summary>
internal sealed record RuleRow
{
    public required string Key { get; init; }

    public long ConnectionRow { get; init; }

    public string? GroupName { get; init; }

    public string? Role { get; init; }

    public string? Prefix { get; init; }
}
