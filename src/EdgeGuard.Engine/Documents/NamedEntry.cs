using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Documents;

/// <summary>A name of something else, in a list of names. Immutable.</summary>
/// <param name="Name">The key or id.</param>
/// <param name="Place">Where it stands.</param>
public sealed record NamedEntry(string Name, DocumentPlace Place);
