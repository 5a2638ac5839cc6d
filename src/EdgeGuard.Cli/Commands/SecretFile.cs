namespace EdgeGuard.Cli.Commands;

/// <summary>Reads a secret that the command line names by file.</summary>
internal static class SecretFile
{
    /// <exception cref="CliException">It cannot be read, or is empty.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret : throw new CliException($"{path} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {path}: {e.Message}", e);
        }
    }
}
