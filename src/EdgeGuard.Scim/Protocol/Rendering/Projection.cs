using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>
/// Which attributes an answer has, RFC 7644 section 3.9. What is always returned survives any wish (M7) and what is never
/// returned obeys none. Names that are not attributes are passed over: they take nothing from the answer.
/// </summary>
internal sealed class Projection
{
    private readonly HashSet<AttributePath>? _included;

    private readonly HashSet<AttributePath> _excluded;

    private Projection(HashSet<AttributePath>? included, HashSet<AttributePath> excluded)
    {
        _included = included;
        _excluded = excluded;
    }

    public static Projection All { get; } = new(null, []);

    public bool IsAll => _included is null && _excluded.Count == 0;

    /// <summary>Whether a group's members are wanted; E19: without them a group costs the same at any size.</summary>
    public bool IncludesMembers => Includes(null, GroupSchema.Members);

    public bool IncludesGroups => Includes(null, UserSchema.Groups);

    /// <summary>Reads the two query parameters, each a list of names joined by commas, or null.</summary>
    public static Projection Read(ResourceDefinition definition, string? attributes, string? excludedAttributes)
    {
        bool all = string.IsNullOrWhiteSpace(attributes) && string.IsNullOrWhiteSpace(excludedAttributes);
        return all ? All : new Projection(ReadNames(definition, attributes), ReadNames(definition, excludedAttributes) ?? []);
    }

    public bool Includes(ScimSchema? extension, ScimAttribute attribute)
    {
        switch (attribute.Returned)
        {
            case AttributeReturned.Always:
                return true;
            case AttributeReturned.Never:
                return false;
        }

        var path = new AttributePath(extension, attribute, null);
        if (_excluded.Contains(path) || (extension is not null && _excluded.Contains(new AttributePath(extension, null, null))))
            return false;
        if (_included is null)
            return attribute.Returned != AttributeReturned.Request;
        return IsNamed(path) || attribute.SubAttributes.All.Any(sub => _included.Contains(path with { Sub = sub }));
    }

    public bool Includes(ScimSchema? extension, ScimAttribute attribute, ScimAttribute sub)
    {
        var path = new AttributePath(extension, attribute, sub);
        return !_excluded.Contains(path)
            && (_included is null || _included.Contains(path) || IsNamed(path with { Sub = null }));
    }

    private static HashSet<AttributePath>? ReadNames(ResourceDefinition definition, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var names = new HashSet<AttributePath>();
        foreach (var range in text.AsSpan().Split(','))
        {
            if (definition.TryResolve(text.AsSpan()[range].Trim(), out var path))
                names.Add(path);
        }

        return names;
    }

    private bool IsNamed(AttributePath path) =>
        _included!.Contains(path) // called only where there is a list of the included
        || (path.Extension is not null && _included.Contains(new AttributePath(path.Extension, null, null)));
}
