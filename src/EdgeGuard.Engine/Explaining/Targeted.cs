using System.Collections.Immutable;

namespace EdgeGuard.Engine.Explaining;

/// <summary>What a list of targeting rules came to (SEMANTICS section 3). Immutable.</summary>
/// <param name="Gives">Whether the treatment is <c>true</c>.</param>
/// <param name="Rule">Number of the rule that matched, from 1; null when none did, so that the default counts.</param>
/// <param name="Missed">The rules before it, which did not match.</param>
public sealed record Targeted(bool Gives, int? Rule, ImmutableArray<MissedRule> Missed);
