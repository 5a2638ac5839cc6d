using EdgeGuard.Engine.Decisions;
using Microsoft.Extensions.Primitives;

namespace EdgeGuard.Edge.Proxy;

/// <summary>Finds the access token of a request: in the <c>Authorization</c> header and nowhere else (RFC 6750 section 2.1).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer";

    /// <summary>
    /// <see cref="Reason.None"/> and the token; <see cref="Reason.TokenMissing"/> without a header of the Bearer scheme;
    /// <see cref="Reason.InvalidRequest"/> when the header is repeated. Does not allocate.
    /// </summary>
    public static Reason Find(StringValues authorization, out ReadOnlyMemory<char> token)
    {
        token = default;
        if (authorization.Count > 1)
            return Reason.InvalidRequest;
        if (authorization.Count == 0 || authorization[0] is not { } value
            || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || value.Length <= Scheme.Length || value[Scheme.Length] != ' ')
            return Reason.TokenMissing;
        token = value.AsMemory(Scheme.Length).Trim();
        return token.Length == 0 ? Reason.TokenMissing : Reason.None;
    }
}
