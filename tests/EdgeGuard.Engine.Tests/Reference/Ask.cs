using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>A question with all that goes with it.</summary>
internal sealed record Ask(SubjectClaim Claim, Question Question, Attributes Attributes, long Now);
