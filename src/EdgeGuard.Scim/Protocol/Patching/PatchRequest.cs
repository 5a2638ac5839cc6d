using System.Text.Json;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>The body of a PATCH, RFC 7644 section 3.5.2: operations to be applied in order, all or none.</summary>
internal sealed record PatchRequest(IReadOnlyList<PatchOperation> Operations, Leniency Leniency)
{
    /// <summary>Names and operation words are read in any case: Entra writes "Replace", OneLogin "replace".</summary>
    public static Result<PatchRequest> Read(JsonElement body, Leniency leniency)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("The body must be a JSON object.");

        bool schemaGiven = false;
        JsonElement operations = default;
        foreach (var property in body.EnumerateObject())
        {
            if (property.Name.Equals("schemas", StringComparison.OrdinalIgnoreCase))
                schemaGiven = NamesPatchOp(property.Value);
            else if (property.Name.Equals("Operations", StringComparison.OrdinalIgnoreCase))
                operations = property.Value;
        }

        if (!schemaGiven)
            return ScimError.InvalidValue($"schemas must name {SchemaUris.PatchOp}.");
        if (operations.ValueKind != JsonValueKind.Array || operations.GetArrayLength() == 0)
            return ScimError.InvalidSyntax("Operations must be a list of at least one operation.");
        if (operations.GetArrayLength() > ScimLimits.MaxPatchOperations)
            return new ScimError(413, null, $"A request may have at most {ScimLimits.MaxPatchOperations} operations.");

        var result = new List<PatchOperation>(operations.GetArrayLength());
        foreach (var item in operations.EnumerateArray())
        {
            if (ReadOperation(item, out var operation) is { } error)
                return error with { Detail = $"Operation {result.Count + 1}: {error.Detail}" };
            result.Add(operation!); // no error, so it was set
        }

        return new PatchRequest(result, leniency);
    }

    private static ScimError? ReadOperation(JsonElement item, out PatchOperation? operation)
    {
        operation = null;
        if (item.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("it must be an object.");

        JsonElement word = default, path = default, value = default;
        foreach (var property in item.EnumerateObject())
        {
            if (property.Name.Equals("op", StringComparison.OrdinalIgnoreCase))
                word = property.Value;
            else if (property.Name.Equals("path", StringComparison.OrdinalIgnoreCase))
                path = property.Value;
            else if (property.Name.Equals("value", StringComparison.OrdinalIgnoreCase))
                value = property.Value;
        }

        if (ReadKind(word) is not { } kind)
            return ScimError.InvalidSyntax("op must be add, replace or remove.");
        if (path.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
            return ScimError.InvalidPath("path must be a string.");
        string? pathText = path.ValueKind == JsonValueKind.String && path.GetString() is { Length: > 0 } text ? text : null;
        if (kind == PatchKind.Remove && pathText is null)
            return ScimError.NoTarget("remove needs a path.");
        if (kind != PatchKind.Remove && value.ValueKind == JsonValueKind.Undefined)
            return ScimError.InvalidValue("add and replace need a value.");

        operation = new PatchOperation(kind, pathText, value);
        return null;
    }

    private static PatchKind? ReadKind(JsonElement word) =>
        word.ValueKind != JsonValueKind.String
            ? null
            : word.GetString()?.ToUpperInvariant() switch
            {
                "ADD" => PatchKind.Add,
                "REPLACE" => PatchKind.Replace,
                "REMOVE" => PatchKind.Remove,
                _ => null,
            };

    private static bool NamesPatchOp(JsonElement schemas)
    {
        if (schemas.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var item in schemas.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && string.Equals(item.GetString(), SchemaUris.PatchOp, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
