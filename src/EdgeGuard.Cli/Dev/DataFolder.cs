using System.Text;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>The folder in which one <c>dev</c> keeps everything: secrets, database, logs, sockets, <c>endpoints.json</c>. Mode 0700.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Room for a Unix socket's path in <c>sockaddr_un</c> on Linux, without the closing zero.</summary>
    private const int MaxSocketPathBytes = 107;

    private DataFolder(string path) => FullPath = path;

    /// <summary><c>~/.edgeguard/dev</c>; without a home, <c>.data</c> in the current folder.</summary>
    public static string DefaultPath
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return home.Length > 0 ? Path.Combine(home, ".edgeguard", "dev") : Path.GetFullPath(".data");
        }
    }

    public string FullPath { get; }

    public string EndpointsPath => At("endpoints.json");

    public string LockPath => At("dev.lock");

    /// <summary>Says which process holds the lock, or held it last.</summary>
    public string HolderPath => At("dev.pid");

    public string DatabasePath => At("edgeguard.db");

    public string IssuerKeyPath => At("issuer-key.pem");

    /// <summary>Names the folder without touching it.</summary>
    public static DataFolder Locate(string? path) => new(Path.GetFullPath(string.IsNullOrEmpty(path) ? DefaultPath : path));

    /// <summary>Makes the folder, or takes over one that an earlier run made.</summary>
    /// <exception cref="CliException">It cannot be made, or others may read it and it is not ours to close.</exception>
    public static DataFolder Open(string? path)
    {
        var folder = Locate(path);
        try
        {
            folder.MakePrivate();
            Directory.CreateDirectory(folder.At("logs"));
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot use the data folder {folder.FullPath}: {e.Message}", e);
        }
    }

    public string LogPath(string process) => Path.Combine(FullPath, "logs", $"{process}.log");

    /// <exception cref="CliException">The path is longer than the system's limit.</exception>
    public string SocketPath(string process)
    {
        var path = At($"{process}.sock");
        return Encoding.UTF8.GetByteCount(path) <= MaxSocketPathBytes
            ? path
            : throw new CliException($"{path} is too long for a Unix socket ({MaxSocketPathBytes} bytes); choose a shorter data folder with --data.");
    }

    /// <summary>Where an edge's key for the lease stream lies.</summary>
    public string EdgeKeyPath(string edge) => At($"{edge}.key");

    /// <summary>Holds the id of that key, by which scim tells whether it still knows it.</summary>
    public string EdgeKeyIdPath(string edge) => At($"{edge}.key-id");

    /// <summary>Where an edge keeps the copy of its snapshot.</summary>
    public string DiskCopyPath(string edge) => At($"{edge}.snapshot");

    public string At(string name) => Path.Combine(FullPath, name);

    private void MakePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(FullPath);
            return;
        }

        if (!Directory.Exists(FullPath))
        {
            Directory.CreateDirectory(FullPath, OwnerOnly);
            return;
        }

        var mode = File.GetUnixFileMode(FullPath);
        if ((mode & ~OwnerOnly) == UnixFileMode.None)
            return;

        // Closing a folder that others use (--data /tmp) would break them; an empty one, or our own, is ours to close.
        if (!File.Exists(LockPath) && Directory.EnumerateFileSystemEntries(FullPath).Any())
            throw new CliException($"{FullPath} is not empty and others than its owner may enter it; choose a folder of its own with --data.");
        File.SetUnixFileMode(FullPath, OwnerOnly);
    }
}
