namespace EdgeGuard.Cli.Dev;

/// <summary>Writes files that only their owner may read, whole or not at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces <paramref name="path"/> by way of a new file beside it: a reader sees the old text or the new one, never a part.</summary>
    public static void Write(string path, string text)
    {
        var next = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var writer = new StreamWriter(next, options))
                writer.Write(text);
            File.Move(next, path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }
}
