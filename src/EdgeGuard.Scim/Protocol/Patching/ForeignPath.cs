using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// Paths under a URN that no schema of the resource has: attributes that an administrator mapped and that are not kept here. One of them
/// must not fail a whole request. A name without a URN is a mistake, and stays one.
/// </summary>
internal static class ForeignPath
{
    public static bool IsPassedOver(ResourceDefinition definition, string path, Leniency leniency) =>
        leniency.Grants(Leniency.ForeignPaths)
        && path.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
        && !IsOf(definition.Schema, path)
        && !definition.Extensions.Any(extension => IsOf(extension, path));

    private static bool IsOf(ScimSchema schema, string path) =>
        path.StartsWith(schema.Id, StringComparison.OrdinalIgnoreCase) && (path.Length == schema.Id.Length || path[schema.Id.Length] == ':');
}
