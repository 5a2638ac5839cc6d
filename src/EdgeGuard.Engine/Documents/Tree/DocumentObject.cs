using System.Collections.Immutable;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>An object on the way of a reader: its members by name. Unknown and repeated ones are noted as faults at once. One thread at a time.</summary>
public sealed class DocumentObject
{
    private readonly DocumentValue _value;
    private readonly Dictionary<string, DocumentValue> _members = new(StringComparer.Ordinal);

    internal DocumentObject(DocumentValue value, IReadOnlyCollection<string> known)
    {
        _value = value;
        foreach (var (name, position, node) in value.Node.Members)
        {
            var place = new DocumentPlace(value.Path.Member(name), position);
            if (!known.Contains(name, StringComparer.Ordinal))
                value.Faults.Add(place, $"There is no \"{name}\" here{Spelling.Hint(name, known)}");
            else if (!_members.TryAdd(name, new DocumentValue(node, place.Path, value.Faults)))
                value.Faults.Add(place, $"\"{name}\" is already given: a member may occur once.");
        }
    }

    public DocumentPlace Place => _value.Place;

    /// <summary>Notes a fault of the whole object.</summary>
    public void Refuse(string message) => _value.Refuse(message);

    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>The member, if it is there.</summary>
    public DocumentValue? Find(string name) => _members.TryGetValue(name, out var value) ? value : null;

    /// <summary>The member; a fault when it is missing.</summary>
    public DocumentValue? Required(string name)
    {
        if (Find(name) is { } value)
            return value;
        Refuse($"\"{name}\" is missing.");
        return null;
    }

    /// <summary>A text that must be there and not be empty. Empty after a fault.</summary>
    public string RequiredText(string name) => Required(name)?.Text() ?? "";

    /// <summary>A text that is not empty, if it is there.</summary>
    public string? Text(string name) => Find(name)?.Text();

    /// <summary>true or false; <paramref name="otherwise"/> when it is not there.</summary>
    public bool Boolean(string name, bool otherwise) => Find(name)?.Boolean() ?? otherwise;

    /// <summary>An instant, if it is there.</summary>
    public long? Instant(string name) => Find(name)?.Instant();

    /// <summary>The values of a list; none when it is not there.</summary>
    public IEnumerable<DocumentValue> Items(string name) => Find(name)?.Items() ?? [];

    /// <summary>What <paramref name="read"/> makes of each value of a list, without those it makes nothing of.</summary>
    public ImmutableArray<T> List<T>(string name, Func<DocumentValue, T?> read)
        where T : class =>
        [.. Items(name).Select(read).OfType<T>()];

    /// <summary>A list of texts, none empty and none twice, in the order given.</summary>
    public ImmutableArray<string> Texts(string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return List(name, item =>
        {
            if (item.Text() is not { } text)
                return null;
            if (seen.Add(text))
                return text;
            item.Refuse($"\"{text}\" is in the list twice.");
            return null;
        });
    }
}
