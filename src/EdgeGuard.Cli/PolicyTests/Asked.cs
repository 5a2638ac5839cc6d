using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>One question of a case.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Name">What is asked.</param>
/// <param name="Expected">What is expected.</param>
/// <param name="Place">Where it stands in a table; null for the only question of a case.</param>
internal sealed record Asked(QuestionKind Kind, string Name, Expected Expected, DocumentPlace? Place);
