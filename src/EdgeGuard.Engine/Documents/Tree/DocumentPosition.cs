namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>Where in a file something begins, both counted from 1 (columns in UTF-16 code units); the default for nowhere. Immutable.</summary>
public readonly record struct DocumentPosition(int Line, int Column);
