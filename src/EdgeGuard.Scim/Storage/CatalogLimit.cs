namespace EdgeGuard.Scim.Storage;

/// <summary>Which limit of the state (<see cref="Engine.Snapshots.StateLimits"/>) refused a write. Each edge would refuse the entry, and stop there.</summary>
internal enum CatalogLimit
{
    /// <summary>None: it was written.</summary>
    None,

    /// <summary>The scope has as many roles as it may have.</summary>
    Roles,

    /// <summary>The roles of the scope would have more patterns together than they may have.</summary>
    RolePatterns,
}
