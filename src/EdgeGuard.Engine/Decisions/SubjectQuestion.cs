namespace EdgeGuard.Engine.Decisions;

/// <summary>One of many questions that are asked at once: about whom, and what. Immutable.</summary>
public readonly record struct SubjectQuestion(SubjectClaim Claim, Question Question);
