using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Explaining;

/// <summary>
/// What an end user may read of a decision: its answer, its reason code and one plain sentence, which is the same for everyone with that
/// reason. Of an <see cref="Explanation"/> nothing else survives: no name of the question, no tenant, user, group, role, plan, feature,
/// rule, resource, instant or version. Immutable.
/// </summary>
/// <param name="Allowed">The answer.</param>
/// <param name="Code">As <see cref="ReasonCode.Of"/>; empty when allowed.</param>
/// <param name="Sentence">In plain English.</param>
public sealed record PublicReason(bool Allowed, string Code, string Sentence)
{
    /// <summary>What may be read of an explanation.</summary>
    public static PublicReason Of(Explanation explanation) => Of(explanation.Decision.Reason);

    /// <summary>What may be read of a decision with that reason.</summary>
    public static PublicReason Of(Reason reason) => new(reason == Reason.None, ReasonCode.Of(reason), SentenceOf(reason));

    private static string SentenceOf(Reason reason) => reason switch
    {
        Reason.None => "You may do this.",
        Reason.MissingPermission or Reason.MissingRole or Reason.RouteClosed => "You do not have the right to do this. An administrator of your account can give it to you.",
        Reason.NoGrant => "This has not been shared with you. Its owner or an administrator of your account can share it.",
        Reason.MissingFeature => "Your account does not include this.",
        Reason.BundleExpired => "Your account's access to this has expired.",
        Reason.UnknownTenant or Reason.UnknownSubject => "We do not know you in this account.",
        Reason.TenantSuspended => "This account is suspended.",
        Reason.UserInactive => "Your access to this account is switched off.",
        Reason.SessionRevoked or Reason.TokenMissing or Reason.TokenInvalid or Reason.TokenExpired => "Please sign in again.",
        Reason.StepUpRequired => "Please confirm who you are to do this.",
        Reason.InvalidRequest => "This request could not be understood.",
        _ => "We cannot decide this at the moment. Please try again shortly.",
    };
}
