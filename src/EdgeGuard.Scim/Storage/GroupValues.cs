namespace EdgeGuard.Scim.Storage;

/// <summary>What a SCIM request says of a group, without its members, ready to be stored. Immutable.</summary>
internal sealed record GroupValues(string DisplayName, string? ExternalId, string Resource)
{
    public bool SameAs(GroupRow row) => DisplayName == row.DisplayName && ExternalId == row.ExternalId && Resource == row.Resource;
}
