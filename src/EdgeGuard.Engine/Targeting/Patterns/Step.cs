namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>One step of an automaton. Where it goes is relative to itself, so that runs of steps can be moved and copied. Immutable.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Argument">A character, the number of a set, or a distance.</param>
internal readonly record struct Step(StepKind Kind, int Argument = 0);
