using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// What became of one token. <see cref="Token"/> is set exactly when <see cref="Reason"/> is <see cref="Reason.None"/>; a refusal is
/// <see cref="Reason.TokenInvalid"/> or <see cref="Reason.TokenExpired"/>, with the broken rule in <see cref="Fault"/> for logs and
/// metrics (never for the caller).
/// </summary>
internal readonly record struct TokenOutcome(Reason Reason, TokenFault Fault, ValidatedToken? Token)
{
    /// <summary>
    /// Nobody can tell now whether the token is good: its issuer has no keys. Still a refusal, for whoever does not ask; to be told
    /// apart from a bad token, which another token would mend.
    /// </summary>
    public bool Unverifiable => Fault == TokenFault.KeysUnavailable;

    public static TokenOutcome Valid(ValidatedToken token) => new(Reason.None, TokenFault.None, token);

    public static TokenOutcome Refused(TokenFault fault) =>
        new(fault == TokenFault.Expired ? Reason.TokenExpired : Reason.TokenInvalid, fault, null);
}
