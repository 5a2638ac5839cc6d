using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>A resource type: where it is served and which attributes it has.</summary>
internal sealed class ResourceDefinition
{
    private readonly ScimSchema[] _schemas;

    private ResourceDefinition(string name, string endpoint, string description, ScimSchema schema, params ScimSchema[] extensions)
    {
        Name = name;
        Endpoint = endpoint;
        Description = description;
        Schema = schema;
        Extensions = extensions;
        Attributes = new AttributeSet([
            CommonAttributes.Schemas,
            CommonAttributes.Id,
            CommonAttributes.ExternalId,
            .. schema.Attributes.All,
            CommonAttributes.Meta,
        ]);
        _schemas = [schema, .. extensions];
    }

    public static ResourceDefinition User { get; } = new("User", "/Users", "User account", UserSchema.Schema, EnterpriseUserSchema.Schema);

    public static ResourceDefinition Group { get; } = new("Group", "/Groups", "Group", GroupSchema.Schema);

    public static IReadOnlyList<ResourceDefinition> All { get; } = [User, Group];

    public string Name { get; }

    /// <summary>Relative to the base URL, with the slash: <c>/Users</c>.</summary>
    public string Endpoint { get; }

    public string Description { get; }

    public ScimSchema Schema { get; }

    public IReadOnlyList<ScimSchema> Extensions { get; }

    /// <summary>Common and core attributes in the order in which they are rendered.</summary>
    public AttributeSet Attributes { get; }

    public ScimSchema? FindExtension(ReadOnlySpan<char> urn)
    {
        foreach (var extension in Extensions)
        {
            if (urn.Equals(extension.Id, StringComparison.OrdinalIgnoreCase))
                return extension;
        }

        return null;
    }

    /// <summary>
    /// Resolves <c>attr</c>, <c>attr.sub</c>, <c>URN:attr</c>, <c>URN:attr.sub</c> or the URN of an extension, in any case.
    /// A URN holds dots and colons itself, so the known ones are compared instead of the text being split.
    /// </summary>
    public bool TryResolve(ReadOnlySpan<char> path, [NotNullWhen(true)] out AttributePath? resolved)
    {
        resolved = null;
        foreach (var schema in _schemas)
        {
            if (!path.StartsWith(schema.Id, StringComparison.OrdinalIgnoreCase))
                continue;
            bool core = ReferenceEquals(schema, Schema);
            var rest = path[schema.Id.Length..];
            if (rest.IsEmpty && !core)
                resolved = new AttributePath(schema, null, null);
            else if (rest is [':', ..])
                resolved = Resolve(core ? null : schema, core ? Attributes : schema.Attributes, rest[1..]);
            if (resolved is not null)
                return true;
        }

        resolved = Resolve(null, Attributes, path);
        return resolved is not null;
    }

    /// <summary>Resolves <c>attr</c> and <c>attr.sub</c> of an extension by their name alone: the first that has it.</summary>
    public bool TryResolveInExtensions(ReadOnlySpan<char> path, [NotNullWhen(true)] out AttributePath? resolved)
    {
        resolved = null;
        foreach (var extension in Extensions)
        {
            resolved = Resolve(extension, extension.Attributes, path);
            if (resolved is not null)
                return true;
        }

        return false;
    }

    private static AttributePath? Resolve(ScimSchema? extension, AttributeSet attributes, ReadOnlySpan<char> path)
    {
        int dot = path.IndexOf('.');
        if (!attributes.TryFind(dot < 0 ? path : path[..dot], out var attribute))
            return null;
        if (dot < 0)
            return new AttributePath(extension, attribute, null);
        return attribute.SubAttributes.TryFind(path[(dot + 1)..], out var sub) ? new AttributePath(extension, attribute, sub) : null;
    }
}
