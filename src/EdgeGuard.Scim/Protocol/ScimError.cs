namespace EdgeGuard.Scim.Protocol;

/// <summary>
/// A refusal as RFC 7644 section 3.12 words it. <see cref="Detail"/> names attributes and positions, never values: a body
/// that is refused may hold personal data, and details end up in the provider's logs.
/// </summary>
internal sealed record ScimError(int Status, string? ScimType, string Detail)
{
    public static ScimError InvalidSyntax(string detail) => new(400, "invalidSyntax", detail);

    public static ScimError InvalidValue(string detail) => new(400, "invalidValue", detail);

    public static ScimError InvalidFilter(string detail) => new(400, "invalidFilter", detail);

    public static ScimError InvalidPath(string detail) => new(400, "invalidPath", detail);

    public static ScimError NoTarget(string detail) => new(400, "noTarget", detail);

    public static ScimError Mutability(string detail) => new(400, "mutability", detail);

    public static ScimError Uniqueness(string detail) => new(409, "uniqueness", detail);

    public static ScimError NotFound(string detail) => new(404, null, detail);
}
