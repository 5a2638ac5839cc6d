using System.Globalization;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>Held while a <c>dev</c> runs on a data folder; the system lets go of it however the process ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CliException">Another process holds it.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new CliException($"another `edgeguard dev`{Holder(folder)} runs on {folder.FullPath}; stop it, or choose another folder with --data.", e);
        }

        // In a file of its own: the lock keeps others from reading the locked one.
        PrivateFile.Write(folder.HolderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(DataFolder folder)
    {
        try
        {
            return $" (process {File.ReadAllText(folder.HolderPath)})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
