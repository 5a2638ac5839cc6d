namespace EdgeGuard.Scim.Protocol;

/// <summary>Bounds on input; each is stated in the refusal that it causes.</summary>
internal static class ScimLimits
{
    public const int MaxJsonDepth = 32;

    /// <summary>UTF-8 bytes of a filter or of a PATCH path.</summary>
    public const int MaxFilterBytes = 8192;

    public const int MaxFilterDepth = 32;

    public const int MaxFilterTerms = 200;

    /// <summary>Values of one multi-valued attribute, members excepted: keeps PATCH, which compares values pairwise, linear in practice.</summary>
    public const int MaxValues = 500;

    /// <summary>Operations of one PATCH. Removing 10,000 members one by one is a thing that providers do, and is cheap.</summary>
    public const int MaxPatchOperations = 50_000;

    /// <summary>
    /// Changes that one PATCH makes to attributes other than members; each may look at all values of its attribute. A resource has some 40
    /// attributes, and a provider names each once.
    /// </summary>
    public const int MaxAttributeChanges = 200;

    public const int DefaultPageSize = 100;

    public const int MaxPageSize = 200;
}
