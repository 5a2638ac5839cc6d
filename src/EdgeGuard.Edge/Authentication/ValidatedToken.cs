using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// What validation established about a token, and nothing about what its subject may do. Immutable; shared by all requests that
/// bring the same token.
/// </summary>
internal sealed class ValidatedToken
{
    /// <summary>Configured name of the issuer (the key under <c>EdgeGuard:Issuers</c>).</summary>
    public required string IssuerName { get; init; }

    /// <summary>Value of the tenant claim.</summary>
    public required string Tenant { get; init; }

    /// <summary>Value of the subject claim, free of control characters. May hold characters beyond ASCII.</summary>
    public required string Subject { get; init; }

    /// <summary>Keyed hash of <see cref="Tenant"/>.</summary>
    public required Hash128 TenantHash { get; init; }

    /// <summary>Keyed hash of <see cref="Subject"/> as the issuer's kind of subject key.</summary>
    public required Hash128 SubjectHash { get; init; }

    /// <summary>Unix milliseconds of <c>iat</c>, already less the issuer's not-before skew.</summary>
    public required long IssuedAt { get; init; }

    /// <summary>Unix milliseconds of <c>exp</c>; the token is refused from this instant on.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>Value of <c>sid</c>; null when the token names no session.</summary>
    public required string? SessionId { get; init; }

    /// <summary>Keyed hash of <see cref="SessionId"/> within the tenant; null when the token names no session.</summary>
    public required Hash128? SessionHash { get; init; }

    /// <summary>What the engine asks about: both hashes and the issue time.</summary>
    public SubjectClaim ToClaim() => new(TenantHash, SubjectHash, IssuedAt);

    /// <inheritdoc/>
    public override string ToString() => nameof(ValidatedToken);
}
