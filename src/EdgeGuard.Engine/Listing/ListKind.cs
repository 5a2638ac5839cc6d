namespace EdgeGuard.Engine.Listing;

/// <summary>The lists. The numbers are hashed into cursors.</summary>
internal enum ListKind : byte
{
    /// <summary><see cref="Listings.ListPermissions"/>.</summary>
    Permissions = 1,

    /// <summary><see cref="Listings.ListFeatures"/>.</summary>
    Features = 2,

    /// <summary><see cref="Listings.ListSubjects"/>.</summary>
    Subjects = 3,

    /// <summary><see cref="Listings.ListResources"/>.</summary>
    Resources = 4,
}
