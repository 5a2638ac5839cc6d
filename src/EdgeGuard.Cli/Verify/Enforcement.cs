namespace EdgeGuard.Cli.Verify;

/// <summary>How long after the SCIM response each edge answered as it must, over gRPC and through its proxy.</summary>
internal sealed record Enforcement(IReadOnlyDictionary<string, TimeSpan> ByEdge)
{
    /// <summary>The slowest edge: from here on all edges enforce.</summary>
    public TimeSpan AllEdges => ByEdge.Values.Max();
}
