namespace EdgeGuard.Scim.Storage;

/// <summary>The form in which names are compared without case.</summary>
internal static class KeyFolding
{
    /// <summary>
    /// Exactly the folding of <see cref="Engine.Hashing.DirectoryHasher.Subject"/>: two names that fold alike have the same hash in the log, so the
    /// database's unique index must see them as one. Neither composes characters.
    /// </summary>
    public static string Fold(string name) => name.ToLowerInvariant();
}
