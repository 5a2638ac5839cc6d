namespace EdgeGuard.Scim.Storage;

/// <summary>What a SCIM request says of a user, ready to be stored. <see cref="UserRow"/> says what each member is. Immutable.</summary>
internal sealed record UserValues(string UserName, string? ExternalId, bool Active, string Resource, IReadOnlyList<string> Emails)
{
    public bool SameAs(UserRow row) =>
        UserName == row.UserName && ExternalId == row.ExternalId && Active == row.Active && Resource == row.Resource;
}
