namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>What a POST of a user means who is there and inactive: the same <c>externalId</c>, or the same <c>userName</c> where neither has one. The numbers are stored.</summary>
internal enum Reassignment
{
    /// <summary>The user comes back with the same id, as the POST says it, answered 201; tokens from before the deactivation stay revoked.</summary>
    Restore = 0,

    /// <summary>409 <c>uniqueness</c>.</summary>
    Conflict = 1,
}
