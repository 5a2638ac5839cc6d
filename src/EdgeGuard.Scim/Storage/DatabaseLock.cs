namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Holds a SQLite file for one process (DESIGN section 4.2): an exclusive lock on the file beside it, which the kernel releases
/// however the process ends. The file itself stays; its content means nothing.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <exception cref="StorageException">Another process holds it, or the file cannot be made.</exception>
    public static DatabaseLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new DatabaseLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"EdgeGuard:Storage:SqlitePath: {databasePath} is in use by another edgeguard-scim, or {path} cannot be opened. A SQLite file serves one process.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
