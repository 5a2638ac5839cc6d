namespace EdgeGuard.Engine.Listing;

/// <summary>The lists. The numbers are hashed into cursors.</summary>
internal enum ListKind : byte
{
    Permissions = 1,
    Features = 2,
    Subjects = 3,
    Resources = 4,
}
