namespace EdgeGuard.Scim.Storage;

/// <summary>Which unique index refused a write.</summary>
internal enum StoreConflict
{
    None,
    UserName,
    ExternalId,

    /// <summary>No index: the name is one that another user gave up, and the connection gives none away again.</summary>
    Retired,
}
