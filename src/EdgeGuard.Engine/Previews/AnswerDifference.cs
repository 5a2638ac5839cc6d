using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Previews;

/// <summary>A question that is answered otherwise, or denied for another reason, afterwards. Immutable.</summary>
/// <param name="Claim">About whom.</param>
/// <param name="Question">What.</param>
/// <param name="Before">The reason before; <see cref="Reason.None"/> for an allow.</param>
/// <param name="After">The reason afterwards.</param>
public sealed record AnswerDifference(SubjectClaim Claim, Question Question, Reason Before, Reason After)
{
    /// <summary>True when what was denied is allowed.</summary>
    public bool IsGained => Before != Reason.None && After == Reason.None;

    /// <summary>True when what was allowed is denied.</summary>
    public bool IsLost => Before == Reason.None && After != Reason.None;
}
