using System.Collections.Immutable;

namespace EdgeGuard.Engine.Explaining;

/// <summary>A rule that did not match. Immutable.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="WouldGive">Whether its treatment is <c>true</c>.</param>
/// <param name="Failed">
/// The conditions that failed it: the first unmet one where all must be met, each where one must be. Empty when one must be met and
/// there is none.
/// </param>
public sealed record MissedRule(int Number, bool WouldGive, ImmutableArray<FailedCondition> Failed);
