namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>Where something stands in a document. Immutable.</summary>
/// <param name="Path">The document, and the way to the value.</param>
/// <param name="Position">Line and column; the default when it was not read from a file.</param>
public sealed record DocumentPlace(DocumentPath Path, DocumentPosition Position)
{
    /// <summary>Of what was not read from a document.</summary>
    public static DocumentPlace None { get; } = new(DocumentPath.Root(""), default);

    /// <summary>What the document is called.</summary>
    public string Source => Path.Source;

    /// <summary>The JSON pointer.</summary>
    public string JsonPointer => Path.ToString();

    /// <summary><c>source:line:column</c>.</summary>
    public override string ToString() => Position == default ? Source : FormattableString.Invariant($"{Source}:{Position.Line}:{Position.Column}");
}
