using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// Replaces a file in one step, whatever happens meanwhile: a temporary one beside it (mode 0600), its bytes on the disk, the rename, the
/// folder on the disk. Whoever reads finds the old file whole or the new one whole.
/// </summary>
internal static class DiskCopyFile
{
    private const string Suffix = ".tmp";
    private const int BufferSize = 1024 * 1024;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Opens the file for reading from its beginning to its end.</summary>
    public static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.Read | FileShare.Delete,
        Options = FileOptions.SequentialScan,
        BufferSize = BufferSize,
    });

    /// <summary>Replaces <paramref name="path"/> by what <paramref name="write"/> writes; if that throws, all is as it was.</summary>
    public static void Replace(string path, Action<Stream> write)
    {
        // Of its own: two processes that were given one path by mistake must not write into one file.
        var temporary = $"{path}.{Environment.ProcessId:x}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}{Suffix}";
        try
        {
            using (var stream = Create(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes temporary files that killed processes left. One that was written to since <paramref name="before"/> may be of a process that lives.</summary>
    public static void Sweep(string path, DateTimeOffset before)
    {
        foreach (var left in new DirectoryInfo(Path.GetDirectoryName(path)!).GetFiles($"{Path.GetFileName(path)}.*{Suffix}"))
        {
            if (left.LastWriteTimeUtc < before.UtcDateTime)
                left.Delete();
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Without it a power cut may bring the old name back; the runtime opens no folders.</summary>
    private static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = OpenFolder(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnlyCloseOnExec);
        if (descriptor < 0)
            throw new IOException($"Cannot open {folder}: error {Marshal.GetLastPInvokeError()}.");
        try
        {
            if (Sync(descriptor) != 0)
                throw new IOException($"Cannot write {folder} to the disk: error {Marshal.GetLastPInvokeError()}.");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
