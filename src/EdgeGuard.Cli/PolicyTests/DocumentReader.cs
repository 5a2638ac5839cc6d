using System.Text;
using System.Text.Unicode;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.PolicyTests.Yaml;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Reads the documents of a file: JSON one, YAML one or several, JSON lines one in each line. Each file is read once.</summary>
internal sealed class DocumentReader(DocumentFaults faults)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly Dictionary<string, IReadOnlyList<DocumentValue>> _read = new(StringComparer.Ordinal);

    /// <summary>The documents of a file; those that cannot be read are noted as faults.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public IReadOnlyList<DocumentValue> Read(string path)
    {
        var full = Path.GetFullPath(path);
        if (_read.TryGetValue(full, out var known))
            return known;

        var root = DocumentPath.Root(path);
        var bytes = Bytes(path);
        var nodes = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".YAML" or ".YML" => Yaml(bytes, root),
            ".JSONL" or ".NDJSON" => Lines(bytes, root),
            _ => JsonTreeReader.Read(bytes, root, faults) is { } node ? [node] : [],
        };
        var documents = nodes.Select(node => new DocumentValue(node, root, faults)).ToList();
        _read.Add(full, documents);
        return documents;
    }

    private IReadOnlyList<DocumentNode> Yaml(ReadOnlySpan<byte> utf8, DocumentPath root)
    {
        if (Utf8.IsValid(utf8))
            return YamlTreeReader.Read(Encoding.UTF8.GetString(utf8), root, faults);
        faults.Add(new DocumentPlace(root, new DocumentPosition(1, 1)), "The file is not UTF-8.");
        return [];
    }

    private List<DocumentNode> Lines(ReadOnlySpan<byte> utf8, DocumentPath root)
    {
        var nodes = new List<DocumentNode>();
        var number = 0;
        foreach (var range in utf8.Split((byte)'\n'))
        {
            number++;
            var line = utf8[range].TrimEnd("\r \t"u8);
            if (!line.IsEmpty && JsonTreeReader.Read(line, root, faults, number) is { } node)
                nodes.Add(node);
        }

        return nodes;
    }

    private static ReadOnlySpan<byte> Bytes(string path)
    {
        var bytes = DocumentFile.Bytes(path).AsSpan();
        return bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
    }
}
