using System.Globalization;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>
/// The ETag of a resource: weak, from its revision. What a user's read-only <c>groups</c> show may change without it: the groups' own
/// versions tell that.
/// </summary>
internal static class ResourceVersion
{
    public static string Tag(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    public static string ETag(long revision) => "W/" + Tag(revision);
}
