using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// What <see cref="TokenValidator"/> found. <see cref="Token"/> and <see cref="Key"/> are set when there is no fault;
/// <see cref="Issuer"/> and <see cref="KeyId"/> also where <see cref="NeedsKeys"/>.
/// </summary>
internal readonly record struct TokenVerdict(TokenFault Fault, ValidatedToken? Token = null, SigningKey? Key = null, Issuer? Issuer = null, string? KeyId = null)
{
    /// <summary>Newer keys might help.</summary>
    public bool NeedsKeys => Fault is TokenFault.Key or TokenFault.KeysUnavailable;
}
