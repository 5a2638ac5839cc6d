using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// One trusted token issuer: <c>EdgeGuard:Issuers:{name}</c>. Read once at the start. Exactly one of <see cref="Authority"/>,
/// <see cref="JwksUrl"/> and <see cref="JwksPath"/> says where its keys are.
/// </summary>
internal sealed class IssuerOptions
{
    /// <summary>Default of <see cref="Algorithms"/>.</summary>
    public static readonly IReadOnlyList<string> DefaultAlgorithms = ["RS256", "PS256", "ES256"];

    /// <summary>Default of <see cref="Types"/>: access tokens by RFC 9068.</summary>
    public static readonly IReadOnlyList<string> DefaultTypes = ["at+jwt"];

    /// <summary>The <c>iss</c> value, compared exactly. Default: <see cref="Authority"/>. No two issuers share one.</summary>
    public string Issuer { get; set; } = "";

    /// <summary><see cref="Issuer"/>, or else <see cref="Authority"/>.</summary>
    internal string EffectiveIssuer => Issuer.Length > 0 ? Issuer : Authority;

    /// <summary><see cref="Algorithms"/>, or else the default: a list that is bound adds to what is in it, so a default cannot stand there.</summary>
    internal IEnumerable<string> EffectiveAlgorithms => Algorithms.Count > 0 ? Algorithms : DefaultAlgorithms;

    /// <summary><see cref="Types"/>, or else the default.</summary>
    internal IEnumerable<string> EffectiveTypes => Types.Count > 0 ? Types : DefaultTypes;

    /// <summary>Accepted <c>aud</c> values, compared exactly; a token needs one of them. At least one is required.</summary>
    public IList<string> Audiences { get; } = [];

    /// <summary>
    /// Base URL of OpenID Connect discovery; <c>/.well-known/openid-configuration</c> is appended. The document's <c>issuer</c> must
    /// equal <see cref="Issuer"/>.
    /// </summary>
    public string Authority { get; set; } = "";

    /// <summary>URL of the issuer's JSON Web Key Set (RFC 7517).</summary>
    public string JwksUrl { get; set; } = "";

    /// <summary>Path of a file that holds the issuer's JSON Web Key Set; looked at every five seconds.</summary>
    public string JwksPath { get; set; } = "";

    /// <summary>
    /// Accepted <c>alg</c> values: of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512. Empty (the default) means
    /// <see cref="DefaultAlgorithms"/>.
    /// </summary>
    public IList<string> Algorithms { get; } = [];

    /// <summary>
    /// Accepted <c>typ</c> values, compared without case and without an <c>application/</c> prefix. Empty (the default) means
    /// <see cref="DefaultTypes"/>. An empty entry accepts tokens that have no <c>typ</c>. Types of other kinds of token (logout,
    /// security event, DPoP proof) are refused at the start.
    /// </summary>
    public IList<string> Types { get; } = [];

    /// <summary>Name of the claim that holds the tenant's key; a top-level member of text. Default <c>tenant</c>.</summary>
    public string TenantClaim { get; set; } = "tenant";

    /// <summary>Name of the claim that holds the subject key; a top-level member of text. Default <c>sub</c>, which every token needs in any case.</summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>Which of a user's keys <see cref="SubjectClaim"/> holds. Default <see cref="SubjectKeyKind.ExternalId"/>. E-mail addresses are not in the log and are refused at the start.</summary>
    public SubjectKeyKind SubjectKey { get; set; } = SubjectKeyKind.ExternalId;

    /// <summary>
    /// Taken off <c>iat</c> before it is compared with a not-before mark, against an issuer whose clock runs ahead or that rounds
    /// up. Default 5 s; 0 to 5 min. A larger value refuses tokens issued that long after a reactivation.
    /// </summary>
    public TimeSpan NotBeforeSkew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far <c>nbf</c> and <c>iat</c> may lie in the future. Never extends <c>exp</c>. Default 1 min; 0 to 5 min.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest accepted <c>exp</c> − <c>iat</c>. Default 1 day; up to 31 days.</summary>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long the last key set that was read stays in use while the issuer cannot be reached. Default 1 day; 10 min to 31 days.
    /// At the limit the issuer has no keys, and its tokens are put off (503, <c>UNAVAILABLE</c>) until a refresh succeeds.
    /// </summary>
    public TimeSpan MaxKeyAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Permits <c>http</c> for <see cref="Authority"/> and <see cref="JwksUrl"/> on loopback addresses. Default false.</summary>
    public bool AllowPlaintextMetadata { get; set; }
}
