namespace EdgeGuard.Scim.Storage;

/// <summary>The keys by which users are found through an index.</summary>
internal enum UserLookup
{
    Id,
    UserName,
    ExternalId,
    Email,
    Group,
}
