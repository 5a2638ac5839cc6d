using System.Text.Json;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>
/// Checks the <c>schemas</c> of a body. Which schemas a resource uses is derived from its attributes when it is rendered,
/// so nothing of it is kept.
/// </summary>
internal static class SchemasReader
{
    public static ScimError? Check(ResourceDefinition definition, JsonElement value, Leniency leniency, out bool given)
    {
        given = false;
        if (AttributeReader.IsAbsent(value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
            return ScimError.InvalidValue("schemas must be a list of strings.");

        bool core = false;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { } urn)
                return ScimError.InvalidValue("schemas must be a list of strings.");
            bool own = urn.Equals(definition.Schema.Id, StringComparison.OrdinalIgnoreCase);
            core |= own;
            if (own || definition.FindExtension(urn) is not null)
                continue;

            // Another resource's schema is a body sent to the wrong endpoint. A private extension, Entra's group marker (E18)
            // and SCIM 1.0 (L2) are not; "extension" is where IANA and vendors without a namespace put theirs.
            bool standard = urn.StartsWith(SchemaUris.StandardPrefix, StringComparison.OrdinalIgnoreCase)
                && !urn.Contains(":extension:", StringComparison.OrdinalIgnoreCase);
            if (standard || !leniency.Grants(Leniency.ForeignSchemas))
                return ScimError.InvalidValue($"schemas names one that a {definition.Name} does not have.");
        }

        given = core || leniency.Grants(Leniency.WithoutCoreSchema);
        return null;
    }
}
