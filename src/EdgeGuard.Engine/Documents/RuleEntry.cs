using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A targeting rule of a plan or flag. Immutable.</summary>
/// <param name="Json">The rule, in the words of SEMANTICS sections 4 and 5.</param>
/// <param name="Place">Where it stands.</param>
public sealed record RuleEntry(string Json, DocumentPlace Place);
