namespace EdgeGuard.Engine.Explaining;

/// <summary>A condition that was not met. Immutable.</summary>
/// <param name="Place">JSON pointer into the rules.</param>
/// <param name="Attribute">Name of the attribute.</param>
/// <param name="Operation">Name of the operation as written (SEMANTICS section 5); empty when it is no text.</param>
/// <param name="IsNegated">Whether its result is turned round.</param>
/// <param name="Why">Why it was not met.</param>
public sealed record FailedCondition(string Place, string Attribute, string Operation, bool IsNegated, ConditionFault Why);
