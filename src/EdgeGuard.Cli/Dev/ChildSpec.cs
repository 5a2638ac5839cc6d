namespace EdgeGuard.Cli.Dev;

/// <summary>How one child process is started, and how to see that it works.</summary>
internal sealed record ChildSpec
{
    /// <summary>As in logs and <c>endpoints.json</c>.</summary>
    public required string Name { get; init; }

    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables set over the inherited ones. Secrets are given as paths of files only.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required string LogPath { get; init; }

    /// <summary>Unix socket the child makes; removed before each start and after its end, since a killed process leaves it behind.</summary>
    public string? SocketPath { get; init; }

    /// <summary>Is it ready? Asked again until it is; must not throw for "not yet".</summary>
    public required Func<CancellationToken, Task<bool>> IsReadyAsync { get; init; }
}
