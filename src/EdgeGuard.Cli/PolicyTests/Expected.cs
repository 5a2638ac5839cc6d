using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>What a case expects: to be allowed, or to be denied, for one reason or any.</summary>
/// <param name="Allow">Whether it expects to be allowed.</param>
/// <param name="Reason">The reason of the denial; <see cref="Reason.None"/> for any.</param>
internal readonly record struct Expected(bool Allow, Reason Reason)
{
    /// <summary>What the engine may answer by itself; the other reasons are given in front of it.</summary>
    public static IReadOnlyDictionary<string, Reason> Reasons { get; } = ((Reason[])
    [
        Reason.MissingPermission, Reason.MissingFeature, Reason.BundleExpired, Reason.MissingRole, Reason.NoGrant, Reason.UnknownTenant,
        Reason.TenantSuspended, Reason.UnknownSubject, Reason.UserInactive, Reason.SessionRevoked, Reason.InvalidRequest,
    ]).ToDictionary(ReasonCode.Of, StringComparer.Ordinal);

    /// <summary>
    /// True when the answer is as expected. A denial that names no reason does not mean those that a mistyped tenant, subject or question
    /// would give.
    /// </summary>
    public bool Accepts(Reason answer) => (Allow, Reason) switch
    {
        (true, _) => answer == Reason.None,
        (false, Reason.None) => answer is not (Reason.None or Reason.UnknownTenant or Reason.UnknownSubject or Reason.InvalidRequest),
        _ => answer == Reason,
    };

    public override string ToString() => Allow ? "allow" : Reason == Reason.None ? "deny" : Answer(Reason);

    /// <summary><c>allow</c> or <c>deny REASON</c>.</summary>
    public static string Answer(Reason reason) => reason == Reason.None ? "allow" : "deny " + ReasonCode.Of(reason);
}
