namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>Whether a user may have the <c>userName</c> or <c>externalId</c> that another gave up, by deletion or change. The numbers are stored.</summary>
internal enum RetiredNames
{
    /// <summary>Yes; whoever takes it over starts with not-before at that instant.</summary>
    Reusable = 0,

    /// <summary>No: 409 <c>uniqueness</c>.</summary>
    Reserved = 1,
}
