namespace EdgeGuard.Cli.Tests;

/// <summary>A folder of a test's own, short enough for Unix sockets, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("egcli-").FullName;

    public string At(string name) => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
