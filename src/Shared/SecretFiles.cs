namespace EdgeGuard.Shared;

/// <summary>Lets any configuration key <c>X</c> of the <c>EdgeGuard</c> section be given as <c>XFile</c>, the path of a file that holds the value. Owner: EdgeGuard.Scim.</summary>
internal static class SecretFiles
{
    /// <summary>
    /// Adds, over all sources so far, the trimmed content of each <c>…File</c> key whose plain key is absent.
    /// </summary>
    /// <exception cref="InvalidOperationException">A named file cannot be read, or others than its owner may read it (mode beyond 0600).</exception>
    public static void AddSecretFiles(this ConfigurationManager configuration)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, path) in configuration.AsEnumerable())
        {
            if (path is not { Length: > 0 } || !key.StartsWith("EdgeGuard:", StringComparison.OrdinalIgnoreCase)
                || !key.EndsWith("File", StringComparison.Ordinal) || configuration[key[..^"File".Length]] is not null)
                continue;
            values[key[..^"File".Length]] = Read(key, path);
        }

        configuration.AddInMemoryCollection(values);
    }

    private static string Read(string key, string path)
    {
        try
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
                throw new InvalidOperationException($"{key}: {path} may be read by others than its owner; chmod 600 it.");
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{key}: cannot read {path}: {e.Message}", e);
        }
    }
}
