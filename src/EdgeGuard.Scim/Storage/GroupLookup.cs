namespace EdgeGuard.Scim.Storage;

/// <summary>The keys by which groups are found through an index.</summary>
internal enum GroupLookup
{
    Id,
    DisplayName,
    ExternalId,
    Member,
}
