namespace EdgeGuard.Scim.Storage;

/// <summary>Which unique index refused a write.</summary>
internal enum StoreConflict
{
    None,
    UserName,
    ExternalId,
}
