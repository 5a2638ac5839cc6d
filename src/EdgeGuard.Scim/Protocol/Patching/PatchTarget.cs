using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>The attributes under a PATCH: knows where a path leads and what may be done there.</summary>
internal sealed class PatchTarget(ResourceDefinition definition, JsonObject attributes, Leniency leniency)
{
    private readonly PendingFolds _folds = new();

    private int _changes;

    private JsonObject Attributes { get; } = attributes;

    public ScimError? Apply(PatchKind kind, PatchPath path, JsonElement value)
    {
        if (++_changes > ScimLimits.MaxAttributeChanges)
            return new ScimError(413, null, $"a request may change attributes at most {ScimLimits.MaxAttributeChanges} times.");
        var target = path.Target;
        if (target.IsWholeExtension)
            return ApplyExtension(kind, target.Extension, value);

        var attribute = target.Attribute;
        if (attribute.Mutability == AttributeMutability.ReadOnly || target.Sub is { Mutability: AttributeMutability.ReadOnly })
            return ScimError.Mutability($"{target} is read-only."); // M2

        // schemas follows from the attributes, a password is not kept, members are rows.
        if (ReferenceEquals(attribute, CommonAttributes.Schemas)
            || attribute.Mutability == AttributeMutability.WriteOnly
            || ReferenceEquals(attribute, GroupSchema.Members))
        {
            return null;
        }

        var owner = Owner(target);
        if (attribute.MultiValued)
            return new PatchValues(attribute, leniency, _folds).Apply(owner, kind, path, value);
        return attribute.Type == AttributeType.Complex && (target.Sub is not null || value.ValueKind == JsonValueKind.Object) && !(kind == PatchKind.Remove && target.Sub is null)
            ? ApplyComplex(owner, kind, target, value)
            : ApplySingle(owner, kind, attribute, target.ToString(), value);
    }

    /// <summary>Brings the attributes into the form in which they are kept; to be called once, behind the last change.</summary>
    public JsonObject ToNormalForm()
    {
        _folds.FoldAll();
        return SchemaOrder.Sort(definition, Attributes);
    }

    /// <summary>The object that holds the attribute. An extension's is made on demand and dropped by <see cref="SchemaOrder"/> if it stays empty.</summary>
    private JsonObject Owner(AttributePath target)
    {
        if (target.Extension is not { } extension)
            return Attributes;
        if (Attributes[extension.Id] is JsonObject existing)
            return existing;
        var made = new JsonObject();
        Attributes[extension.Id] = made;
        return made;
    }

    private ScimError? ApplyExtension(PatchKind kind, ScimSchema extension, JsonElement value)
    {
        if (kind == PatchKind.Remove || (kind == PatchKind.Replace && AttributeReader.IsAbsent(value)))
        {
            Attributes.Remove(extension.Id);
            return null;
        }

        if (AttributeReader.IsAbsent(value))
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidValue($"{extension.Id} must be an object.");
        foreach (var property in value.EnumerateObject())
        {
            if (!definition.TryResolve($"{extension.Id}:{property.Name}", out var path))
            {
                if (!leniency.Grants(Leniency.UnknownAttributes))
                    return ScimError.InvalidPath($"{extension.Id} has no such attribute.");
                continue;
            }

            if (Apply(kind, new PatchPath(path, null), property.Value) is { } error)
                return error;
        }

        return null;
    }

    private ScimError? ApplySingle(JsonObject owner, PatchKind kind, ScimAttribute attribute, string path, JsonElement value)
    {
        // A user without "active" is active, so clearing it would let a deactivated user back in. It stays what it was.
        if (ReferenceEquals(attribute, UserSchema.Active) && (kind == PatchKind.Remove || AttributeReader.IsAbsent(value, leniency)))
            return null;
        if (kind == PatchKind.Remove)
        {
            if (attribute.Required)
                return ScimError.Mutability($"{path} is required and cannot be removed."); // M11
            owner.Remove(attribute.Name);
            return null;
        }

        if (AttributeReader.Read(attribute, value, path, leniency, out var node) is { } error)
            return error;
        if (attribute.Required && string.IsNullOrWhiteSpace(node?.ToString()))
            return ScimError.InvalidValue($"{path} is required and cannot be empty.");
        if (node is not null)
            owner[attribute.Name] = node;
        else if (kind == PatchKind.Replace)
            owner.Remove(attribute.Name);
        return null;
    }

    /// <summary>Sub-attributes that the value does not name are left alone (RFC 7644 section 3.5.2.3).</summary>
    private ScimError? ApplyComplex(JsonObject owner, PatchKind kind, AttributePath target, JsonElement value)
    {
        var attribute = target.Attribute!; // not a whole extension
        var complex = owner[attribute.Name] as JsonObject ?? [];
        var (oldValue, oldReference) = (complex["value"]?.ToString(), complex["$ref"]?.ToString());
        var error = target.Sub is { } sub
            ? ApplySingle(complex, kind, sub, target.ToString(), value)
            : ApplySubs(complex, kind, target, value);
        if (error is not null)
            return error;

        // A reference belongs to its value: another manager does not live at the old one's address.
        if (oldReference is not null && !string.Equals(oldValue, complex["value"]?.ToString(), StringComparison.Ordinal)
            && string.Equals(oldReference, complex["$ref"]?.ToString(), StringComparison.Ordinal))
        {
            complex.Remove("$ref");
        }

        if (complex.Count == 0)
            owner.Remove(attribute.Name);
        else if (complex.Parent is null)
            owner[attribute.Name] = complex;
        return null;
    }

    private ScimError? ApplySubs(JsonObject complex, PatchKind kind, AttributePath target, JsonElement value)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (!target.Attribute!.SubAttributes.TryFind(property.Name, out var sub)) // not a whole extension
            {
                if (!leniency.Grants(Leniency.UnknownAttributes))
                    return ScimError.InvalidPath($"{target} has no such sub-attribute.");
                continue;
            }

            // Read-only within a value is passed over, as in a whole resource; only a path to it is refused.
            if (sub.Mutability == AttributeMutability.ReadOnly)
                continue;
            if (ApplySingle(complex, kind, sub, $"{target}.{sub.Name}", property.Value) is { } error)
                return error;
        }

        return null;
    }
}
