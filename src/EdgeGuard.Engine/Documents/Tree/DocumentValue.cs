using System.Globalization;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>
/// A value of a document on the way of a reader through it: what it is not is noted as a fault, and null given instead, so that one
/// walk finds every fault. Immutable.
/// </summary>
/// <param name="Node">The value.</param>
/// <param name="Path">The way to it.</param>
/// <param name="Faults">Where faults go.</param>
public readonly record struct DocumentValue(DocumentNode Node, DocumentPath Path, DocumentFaults Faults)
{
    public DocumentPlace Place => new(Path, Node.Position);

    /// <summary>Notes a fault here.</summary>
    public void Refuse(string message) => Faults.Add(Place, message);

    /// <summary>A text that is not empty.</summary>
    public string? Text()
    {
        if (Node.Kind != DocumentNodeKind.Text)
        {
            Expected("a text");
            return null;
        }

        if (Node.Text.Length > 0)
            return Node.Text;
        Refuse("This may not be empty.");
        return null;
    }

    /// <summary>Any text.</summary>
    public string? AnyText()
    {
        if (Node.Kind == DocumentNodeKind.Text)
            return Node.Text;
        Expected("a text");
        return null;
    }

    /// <summary>true or false.</summary>
    public bool? Boolean()
    {
        if (Node.Kind == DocumentNodeKind.Boolean)
            return Node.Text is "true";
        Expected("true or false");
        return null;
    }

    /// <summary>An instant in Unix milliseconds: as such, or in ISO 8601 (<see cref="InstantText"/>).</summary>
    public long? Instant()
    {
        if (Node.Kind == DocumentNodeKind.Text && InstantText.TryParse(Node.Text, out var instant))
            return instant;
        if (Node.Kind == DocumentNodeKind.Number && InstantText.TryParseNumber(Node.Text, out instant))
            return instant;
        if (Node.Kind is DocumentNodeKind.Text or DocumentNodeKind.Number)
            Refuse($"{Shown()} is no instant: write ISO 8601 with its offset, such as 2026-01-31T09:00:00Z or 2026-01-31, or Unix milliseconds.");
        else
            Expected("an instant");
        return null;
    }

    /// <summary>The values of a list.</summary>
    public IEnumerable<DocumentValue> Items()
    {
        if (Node.Kind != DocumentNodeKind.List)
        {
            Expected("a list");
            return [];
        }

        var (node, path, faults) = this;
        return node.Items.Select((item, index) => new DocumentValue(item, path.Item(index), faults));
    }

    /// <summary>An object that has none but the <paramref name="known"/> members, each at most once; other ones are faults.</summary>
    public DocumentObject? Map(params IReadOnlyCollection<string> known)
    {
        if (Node.Kind == DocumentNodeKind.Map)
            return new DocumentObject(this, known);
        Expected("an object");
        return null;
    }

    /// <summary>The value as JSON text, whatever it is; members that occur twice anywhere in it are faults.</summary>
    public string Json()
    {
        RefuseRepeated();
        return Node.ToJson();
    }

    /// <summary>Notes members that occur twice, here or anywhere below: for values that no reader walks.</summary>
    public void RefuseRepeated()
    {
        var (node, path, faults) = this;
        for (var i = 0; i < node.Items.Length; i++)
            new DocumentValue(node.Items[i], path.Item(i), faults).RefuseRepeated();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, position, value) in node.Members)
        {
            if (!names.Add(name))
                faults.Add(new DocumentPlace(path.Member(name), position), $"\"{name}\" is already given: a member may occur once.");
            new DocumentValue(value, path.Member(name), faults).RefuseRepeated();
        }
    }

    /// <summary>Notes that something else was expected.</summary>
    public void Expected(string what) =>
        Refuse($"{char.ToUpperInvariant(what[0])}{what[1..]} is expected here, not {Described()}.");

    private string Described() => Node.Kind switch
    {
        DocumentNodeKind.Null => "nothing (null)",
        DocumentNodeKind.Boolean or DocumentNodeKind.Number => $"{Node.Text} (a text needs quotes)",
        DocumentNodeKind.Text => Shown(),
        DocumentNodeKind.List => "a list",
        _ => "an object",
    };

    private string Shown()
    {
        const int Longest = 60;
        var text = Node.Text.Length <= Longest ? Node.Text : string.Create(CultureInfo.InvariantCulture, $"{Node.Text.AsSpan(0, Longest)}…");
        return Node.Kind == DocumentNodeKind.Text ? $"the text \"{text}\"" : text;
    }
}
