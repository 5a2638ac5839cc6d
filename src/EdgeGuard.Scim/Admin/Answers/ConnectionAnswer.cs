namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A connection.</summary>
internal sealed record ConnectionAnswer(
    string Key,
    string Id,
    string Tenant,
    string Fence,
    bool FenceLosses,
    string Profile,
    string Reassignment,
    string RetiredNames,
    string GroupNames,
    string ScimUrl,
    long Version);
