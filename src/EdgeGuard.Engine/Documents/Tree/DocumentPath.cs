using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>
/// The way to a value: which document, and the members and indexes on the way down. Its JSON pointer (RFC 6901) is only written when asked
/// for. Immutable; thread-safe.
/// </summary>
public sealed class DocumentPath
{
    private readonly DocumentPath? _parent;
    private readonly string _name = "";
    private readonly int _index = -1;

    private DocumentPath(string source) => Source = source;

    private DocumentPath(DocumentPath parent, string name, int index)
    {
        Source = parent.Source;
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>What the document is called: for example the path of its file.</summary>
    public string Source { get; }

    /// <summary>The whole document.</summary>
    public static DocumentPath Root(string source) => new(source);

    /// <summary>A member of the object here.</summary>
    public DocumentPath Member(string name) => new(this, name, -1);

    /// <summary>A value of the list here.</summary>
    public DocumentPath Item(int index) => new(this, "", index);

    /// <summary>The JSON pointer; empty for the whole document.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        if (_parent is null)
            return;
        _parent.Append(text);
        text.Append('/');
        if (_index >= 0)
            text.Append(CultureInfo.InvariantCulture, $"{_index}");
        else
            text.Append(_name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }
}
