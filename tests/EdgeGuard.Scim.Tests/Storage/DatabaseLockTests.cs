using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Storage.Sqlite;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Storage;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Take_HeldByAnother_SaysInUse()
    {
        var path = _folder.File("edgeguard.db");
        using var held = DatabaseLock.Take(path);

        Refusal(path).ShouldBe($"EdgeGuard:Storage:SqlitePath: {path} is in use by another edgeguard-scim. A SQLite file serves one process.");
    }

    [Fact]
    public void Take_MissingFolder_SaysSo() =>
        Refusal(Path.Combine(_folder.File("missing"), "edgeguard.db"))
            .ShouldBe($"EdgeGuard:Storage:SqlitePath: the folder {_folder.File("missing")} does not exist.");

    [Fact]
    public void Take_FileThatMayNotBeWritten_SaysSo()
    {
        // A folder of that name is refused as missing rights are, also to root.
        var path = _folder.File("edgeguard.db");
        Directory.CreateDirectory(path + ".lock");

        Refusal(path).ShouldBe($"EdgeGuard:Storage:SqlitePath: {path}.lock may not be written by the user that this process runs as.");
    }

    public void Dispose() => _folder.Dispose();

    private static string Refusal(string path) => Should.Throw<StorageException>(() => DatabaseLock.Take(path)).Message;
}
