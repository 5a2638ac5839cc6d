namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>One thing that is wrong with a document. Immutable.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">A sentence that says what, and where it can what to do.</param>
public sealed record DocumentFault(DocumentPlace Place, string Message)
{
    /// <summary><c>source:line:column: pointer: message</c>, without the pointer for a whole document.</summary>
    public override string ToString() => Place.JsonPointer is { Length: > 0 } pointer ? $"{Place}: {pointer}: {Message}" : $"{Place}: {Message}";
}
