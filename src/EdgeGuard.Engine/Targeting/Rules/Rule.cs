namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>A rule: when <paramref name="Condition"/> holds, its treatment is the answer. Immutable.</summary>
/// <param name="Condition">The rule as a group.</param>
/// <param name="Treatment">True only for the text <c>true</c> (SEMANTICS section 3).</param>
internal sealed record Rule(RuleGroup Condition, bool Treatment);
