using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests.Yaml;

/// <summary>Ends the reading of a file whose YAML is well-formed but means nothing in JSON.</summary>
internal sealed class YamlFaultException(DocumentPosition position, string message) : Exception(message)
{
    public DocumentPosition Position { get; } = position;
}
