namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>A new empty folder, gone with its content when disposed.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeguard-scim-");

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
