using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeGuard.Cli.PolicyTests.Yaml;

/// <summary>
/// Reads YAML into the same tree as JSON, by the rules of YAML 1.2's core schema: <c>no</c>, <c>on</c> and dates are texts, and there are no
/// merge keys. Anchors are shared, not copied, and what their aliases add up to is bounded.
/// </summary>
internal sealed class YamlTreeReader
{
    /// <summary>Most values that a document may have when each alias counts as what it stands for.</summary>
    public const int MaxSize = 1_000_000;

    private readonly Parser _parser;
    private readonly DocumentPath _root;
    private readonly DocumentFaults _faults;
    private readonly Dictionary<string, DocumentNode?> _anchors = new(StringComparer.Ordinal);
    private int _depth;

    private YamlTreeReader(string text, DocumentPath root, DocumentFaults faults)
    {
        _parser = new Parser(new StringReader(text));
        _root = root;
        _faults = faults;
    }

    /// <summary>The documents of a file, empty ones left out. After a fault, those before it.</summary>
    public static IReadOnlyList<DocumentNode> Read(string text, DocumentPath root, DocumentFaults faults) => new YamlTreeReader(text, root, faults).Documents();

    private List<DocumentNode> Documents()
    {
        var documents = new List<DocumentNode>();
        try
        {
            while (_parser.MoveNext())
            {
                if (_parser.Current is not DocumentStart)
                    continue;
                _anchors.Clear();
                _parser.MoveNext();
                var node = Node();
                if (node.Size > MaxSize)
                    throw Fault(node.Position, $"Its aliases add up to more than {MaxSize} values.");
                if (node.Kind != DocumentNodeKind.Null)
                    documents.Add(node);
            }
        }
        catch (YamlFaultException e)
        {
            _faults.Add(new DocumentPlace(_root, e.Position), e.Message);
        }
        catch (YamlException e)
        {
            // It starts where the list or map does that is not as it should be, and ends where that shows.
            _faults.Add(new DocumentPlace(_root, At(e.End)), $"This is not YAML: {e.Message.TrimEnd('.')}.");
        }

        return documents;
    }

    private DocumentNode Node()
    {
        var current = _parser.Current ?? throw new YamlException("The document ends early");
        var position = At(current.Start);
        if (current is AnchorAlias alias)
            return Alias(alias.Value.Value, position);

        var anchor = current is NodeEvent { Anchor.IsEmpty: false } node ? node.Anchor.Value : null;
        if (anchor is not null)
            _anchors[anchor] = null;
        if (++_depth > DocumentNode.MaxDepth)
            throw TooDeep(position);
        var read = current switch
        {
            Scalar scalar => YamlScalar.Read(scalar, position),
            SequenceStart start => List(start, position),
            MappingStart start => Map(start, position),
            _ => throw new YamlException(current.Start, current.End, "A value is expected here"),
        };
        _depth--;
        if (anchor is not null)
            _anchors[anchor] = read;
        return read;
    }

    private DocumentNode Alias(string name, DocumentPosition position)
    {
        if (!_anchors.TryGetValue(name, out var node))
            throw Fault(position, $"There is no anchor &{name} before this alias.");
        if (node is null)
            throw Fault(position, $"The alias *{name} lies within what it stands for.");
        if (_depth + node.Depth > DocumentNode.MaxDepth)
            throw TooDeep(position);
        return node;
    }

    private DocumentNode List(SequenceStart start, DocumentPosition position)
    {
        RequireTag(start.Tag, "tag:yaml.org,2002:seq", position);
        var items = ImmutableArray.CreateBuilder<DocumentNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
            items.Add(Node());
        return DocumentNode.List(position, items.DrainToImmutable());
    }

    private DocumentNode Map(MappingStart start, DocumentPosition position)
    {
        RequireTag(start.Tag, "tag:yaml.org,2002:map", position);
        var members = ImmutableArray.CreateBuilder<DocumentMember>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
                throw Fault(At(_parser.Current!.Start), "The name of a member is a text; lists, maps and aliases cannot be names.");
            if (key is { Value: "<<", IsQuotedImplicit: false })
                throw Fault(At(key.Start), "Merge keys (<<) are not part of YAML 1.2.");
            _parser.MoveNext();
            members.Add(new DocumentMember(key.Value, At(key.Start), Node()));
        }

        return DocumentNode.Map(position, members.DrainToImmutable());
    }

    private static void RequireTag(TagName tag, string known, DocumentPosition position)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && tag.Value != known)
            throw Fault(position, $"The tag {tag.Value} has no meaning here.");
    }

    private static YamlFaultException TooDeep(DocumentPosition position) => Fault(position, $"Values are nested deeper than {DocumentNode.MaxDepth}.");

    private static YamlFaultException Fault(DocumentPosition position, string message) => new(position, message);

    private static DocumentPosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
