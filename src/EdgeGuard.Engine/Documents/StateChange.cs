using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>A change, and where the document says so. Immutable.</summary>
public readonly record struct StateChange(Change Change, DocumentPlace Place);
