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

    public const int MaxPatchOperations = 2000;

    public const int DefaultPageSize = 100;

    public const int MaxPageSize = 200;
}
