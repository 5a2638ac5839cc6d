using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Reads a file whole, if it is a regular one and of a size that documents have.</summary>
internal static class DocumentFile
{
    public const int MostMegabytes = 16;

    private const long MostBytes = MostMegabytes * 1024L * 1024;

    /// <summary>
    /// Whether there is nothing to read. Pipes, sockets and devices say so of themselves, and are never opened: reading them might not end.
    /// </summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static bool IsEmpty(string path) => Read(path, file => LengthOf(file) == 0);

    /// <summary>All of it; nothing of what is no regular file.</summary>
    /// <exception cref="CliException">The file cannot be read, or is too large.</exception>
    public static byte[] Bytes(string path) => Read(path, file => LengthOf(file) switch
    {
        0 => [],
        > MostBytes => throw new CliException($"{path} has more than {MostMegabytes} MB, which is too large for a document."),
        _ => File.ReadAllBytes(file),
    });

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {path}: {e.Message}", e);
        }
    }

    // The length of a link is its own, not that of what it leads to.
    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.ResolveLinkTarget(returnFinalTarget: true) is { } target ? new FileInfo(target.FullName).Length : file.Length;
    }
}
