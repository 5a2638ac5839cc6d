namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>One member of an object, as written. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Where the name begins.</param>
/// <param name="Value">Its value.</param>
public readonly record struct DocumentMember(string Name, DocumentPosition Position, DocumentNode Value);
