namespace EdgeGuard.Scim.Storage.Sqlite;

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
            throw new StorageException("EdgeGuard:Storage:SqlitePath: " + e switch
            {
                DirectoryNotFoundException => $"the folder {Path.GetDirectoryName(path)} does not exist.",
                UnauthorizedAccessException => $"{path} may not be written by the user that this process runs as.",
                _ when IsSharingViolation(e) => $"{databasePath} is in use by another edgeguard-scim. A SQLite file serves one process.",
                _ => $"{path} cannot be opened: {e.Message}",
            }, e);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The runtime gives the system's own number: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsSharingViolation(Exception e) => e.HResult switch
    {
        11 => OperatingSystem.IsLinux(),
        35 => OperatingSystem.IsMacOS(),
        unchecked((int)0x80070020) => true,
        _ => false,
    };
}
