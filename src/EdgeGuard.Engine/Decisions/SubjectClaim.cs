using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Decisions;

/// <summary>
/// Who a question is about, already hashed: a tenant, one of the user's keys in it (<see cref="DirectoryHasher.Subject"/>), and
/// when the token was issued.
/// </summary>
/// <param name="Tenant">Hash of the tenant's key.</param>
/// <param name="Subject">Hash of any of the user's keys in that tenant.</param>
/// <param name="IssuedAt">
/// Unix milliseconds of the token's <c>iat</c>, less the issuer's not-before skew; refused when at or before a not-before mark.
/// <see cref="NoToken"/> when the question does not speak of a token.
/// </param>
public readonly record struct SubjectClaim(Hash128 Tenant, Hash128 Subject, long IssuedAt)
{
    /// <summary>The issue time of a question that speaks of no token: no not-before mark reaches it.</summary>
    public const long NoToken = long.MaxValue;
}
