using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// Applies a PATCH to a copy, in order; a refused operation refuses the request and leaves the resource as it was (RFC 7644
/// section 3.5.2). A group's <c>members</c> are passed over: <see cref="MembershipPatch"/> takes them.
/// </summary>
internal static class PatchApplier
{
    public static Result<PatchOutcome> Apply(ResourceDefinition definition, ScimResource current, PatchRequest patch)
    {
        var target = new PatchTarget(definition, current.CopyAttributes(), patch.Leniency);
        for (int i = 0; i < patch.Operations.Count; i++)
        {
            if (ApplyOne(definition, target, patch.Operations[i], patch.Leniency) is { } error)
                return error with { Detail = $"Operation {i + 1}: {error.Detail}" };
        }

        var patched = target.ToNormalForm();
        return JsonNode.DeepEquals(patched, current.Attributes)
            ? new PatchOutcome(current, Changed: false)
            : new PatchOutcome(new ScimResource(definition, patched), Changed: true);
    }

    private static ScimError? ApplyOne(ResourceDefinition definition, PatchTarget target, PatchOperation operation, Leniency leniency)
    {
        if (operation.Path is not null)
        {
            return PatchPath.Parse(operation.Path, definition, leniency).TryGet(out var path, out var error)
                ? target.Apply(operation.Kind, path, operation.Value)
                : ForeignPath.IsPassedOver(definition, operation.Path, leniency) ? null : error;
        }

        if (operation.Value.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidValue("without a path the value must be an object.");
        foreach (var property in operation.Value.EnumerateObject())
        {
            if (ApplyProperty(definition, target, operation.Kind, property, leniency) is { } error)
                return error;
        }

        return null;
    }

    /// <summary>Each key is a path (E13): Entra sends <c>name.givenName</c>, URNs and even filters as keys.</summary>
    private static ScimError? ApplyProperty(ResourceDefinition definition, PatchTarget target, PatchKind kind, JsonProperty property, Leniency leniency)
    {
        if (!PatchPath.Parse(property.Name, definition, leniency).TryGet(out var path, out var error))
        {
            // A value without a path is a piece of a resource, and is read as leniently as a whole one.
            return leniency.Grants(Leniency.UnknownAttributes) && string.Equals(error.ScimType, "invalidPath", StringComparison.Ordinal) ? null : error;
        }

        if (!path.IsName(property.Name) && !leniency.Grants(Leniency.KeyPaths))
            return ScimError.InvalidPath("a key of the value is a path: without a path, the value holds attributes by their names.");
        if (ReferenceEquals(path.Target.Attribute, CommonAttributes.Id) && leniency.Grants(Leniency.RepeatedId))
            return null;
        return target.Apply(kind, path, property.Value);
    }
}
