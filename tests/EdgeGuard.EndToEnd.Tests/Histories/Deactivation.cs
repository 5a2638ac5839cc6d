namespace EdgeGuard.EndToEnd.Tests.Histories;

/// <summary>What a provider was told.</summary>
/// <param name="User">Who was deactivated.</param>
/// <param name="Sent">When the provider first asked for it: from here on a refusal is right.</param>
/// <param name="Acknowledged">When it received its 2xx: of what is sent later nothing may be allowed. The end of time when it never did.</param>
internal sealed record Deactivation(string User, long Sent, long Acknowledged)
{
    public const string Reason = "USER_INACTIVE";

    /// <summary>Whether this is why a request was refused, or cut off while it was under way.</summary>
    public bool Explains(Probe probe) =>
        User == probe.User && probe.Received >= Sent && (probe.Answer == Reason || (probe.Answer == Probe.NoAnswer && probe.Sent <= Acknowledged));
}
