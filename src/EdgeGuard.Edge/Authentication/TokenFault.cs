namespace EdgeGuard.Edge.Authentication;

/// <summary>Which rule a token broke (SECURITY section 1). A closed set: names appear in debug logs and as a metric tag.</summary>
internal enum TokenFault : byte
{
    None = 0,

    /// <summary>T1: longer than 16 KiB.</summary>
    TooLong,

    /// <summary>T1: not three non-empty parts. Five parts are a JWE, which T5 refuses too.</summary>
    NotCompact,

    /// <summary>T1: a part is not exact base64url.</summary>
    NotBase64Url,

    /// <summary>T1: the header is not one strict JSON object.</summary>
    HeaderJson,

    /// <summary>T1: the payload is not one strict JSON object.</summary>
    PayloadJson,

    /// <summary>T2: <c>alg</c> is missing, not text, or not on the issuer's list.</summary>
    Algorithm,

    /// <summary>T2: <c>typ</c> is missing or not on the issuer's list.</summary>
    Type,

    /// <summary>T2: <c>crit</c>, <c>b64</c>, <c>zip</c> or <c>enc</c>: something that must be understood and is not.</summary>
    HeaderExtension,

    /// <summary>T2: <c>kid</c> is not text of a sane length.</summary>
    KeyIdForm,

    /// <summary>T4: <c>iss</c> is missing or not a configured issuer.</summary>
    Issuer,

    /// <summary>T4: <c>aud</c> is missing, malformed or does not contain ours.</summary>
    Audience,

    /// <summary>T4: <c>exp</c>, <c>iat</c> or <c>nbf</c> is missing, not a number, or absurd.</summary>
    Time,

    /// <summary>T4: <c>nbf</c> or <c>iat</c> lies in the future by more than the clock skew.</summary>
    NotYetValid,

    /// <summary>T4: the token lives longer than the issuer may grant.</summary>
    Lifetime,

    /// <summary>T4: <c>sub</c> or the configured subject claim is missing, too long or holds characters that cannot stand in a header.</summary>
    Subject,

    /// <summary>T4: the tenant claim is missing, too long or holds characters that cannot stand in a header.</summary>
    Tenant,

    /// <summary>T4: <c>sid</c> is not text, too long or holds characters that cannot stand in a header.</summary>
    Session,

    /// <summary>T5: sender-constrained (<c>cnf</c>), and the proof is not checked here.</summary>
    SenderConstrained,

    /// <summary>T2: by its claims an ID token, logout token or security event token.</summary>
    NotAccessToken,

    /// <summary>T3: none of the issuer's keys has the <c>kid</c> and fits the algorithm, or more than one does.</summary>
    Key,

    /// <summary>
    /// T6: the issuer has no keys at all, for none was read yet or for too long. Says nothing about the token: whoever presents it
    /// is asked to come again, not to fetch another.
    /// </summary>
    KeysUnavailable,

    /// <summary>The signature is not that of the key.</summary>
    Signature,

    /// <summary>T4: <c>exp</c> has passed. Said only of a token whose signature was right.</summary>
    Expired,
}
