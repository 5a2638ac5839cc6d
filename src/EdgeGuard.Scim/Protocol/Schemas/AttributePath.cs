using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>
/// A resolved attribute name: of the core schema or of <see cref="Extension"/>, with or without a sub-attribute. A path
/// without <see cref="Attribute"/> names a whole extension.
/// </summary>
internal sealed record AttributePath(ScimSchema? Extension, ScimAttribute? Attribute, ScimAttribute? Sub)
{
    [MemberNotNullWhen(false, nameof(Attribute))]
    [MemberNotNullWhen(true, nameof(Extension))]
    public bool IsWholeExtension => Attribute is null;

    /// <summary>The attribute whose values the path yields, or null for a whole extension.</summary>
    public ScimAttribute? Leaf => Sub ?? Attribute;

    /// <summary>The canonical spelling: <c>userName</c>, <c>name.familyName</c>, <c>urn:…:User:manager.value</c>.</summary>
    public override string ToString()
    {
        string name = Sub is null ? Attribute?.Name ?? "" : $"{Attribute?.Name}.{Sub.Name}";
        if (Extension is null)
            return name;
        return name.Length == 0 ? Extension.Id : $"{Extension.Id}:{name}";
    }
}
