namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>The definition of one attribute, RFC 7643 section 7. Compared by identity: each exists once.</summary>
internal sealed class ScimAttribute(string name, AttributeType type, string description)
{
    public string Name { get; } = name;

    public AttributeType Type { get; } = type;

    public string Description { get; } = description;

    public bool MultiValued { get; init; }

    public bool Required { get; init; }

    public bool CaseExact { get; init; }

    public AttributeMutability Mutability { get; init; }

    public AttributeReturned Returned { get; init; }

    public AttributeUniqueness Uniqueness { get; init; }

    public IReadOnlyList<string> CanonicalValues { get; init; } = [];

    public IReadOnlyList<string> ReferenceTypes { get; init; } = [];

    public AttributeSet SubAttributes { get; init; } = AttributeSet.Empty;

    /// <summary>
    /// The sub-attribute meant where a client names only the attribute: <c>emails eq "x"</c>, <c>manager eq "id"</c>
    /// (RFC 7643 section 2.4 calls it the significant value).
    /// </summary>
    public ScimAttribute? Value => SubAttributes.TryFind("value", out var value) ? value : null;

    public bool HasPrimary => SubAttributes.RankOf("primary") >= 0;

    public override string ToString() => Name;
}
