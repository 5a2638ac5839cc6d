namespace EdgeGuard.Shared;

/// <summary>Lets any configuration key <c>X</c> of the <c>EdgeGuard</c> section be given as <c>XFile</c>, the path of a file that holds the value. Owner: EdgeGuard.Scim.</summary>
internal static class SecretFiles
{
    private const string Suffix = "File";

    /// <summary>
    /// Adds, over all sources so far, the trimmed content of each <c>…File</c> key, in any case, whose plain key is absent or empty.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// A named file cannot be read, others than its owner may read it (mode beyond 0600), or both keys have a value. One line for each.
    /// </exception>
    public static void AddSecretFiles(this ConfigurationManager configuration)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<string>();
        foreach (var (key, path) in configuration.AsEnumerable())
        {
            if (string.IsNullOrEmpty(path) || !key.StartsWith("EdgeGuard:", StringComparison.OrdinalIgnoreCase)
                || !key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            var plain = key[..^Suffix.Length];
            if (plain.EndsWith(':'))
                continue; // A key of that very name is nobody's file.
            if (!string.IsNullOrEmpty(configuration[plain]))
                faults.Add($"{key}: {plain} has a value too; give one of them.");
            else if (Read(key, path, out var value) is { } fault)
                faults.Add(fault);
            else
                values[plain] = value;
        }

        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join('\n', faults));
        configuration.AddInMemoryCollection(values);
    }

    private static string? Read(string key, string path, out string? value)
    {
        value = null;
        try
        {
            const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
                return $"{key}: {path} may be read by others than its owner; chmod 600 it.";
            value = File.ReadAllText(path).Trim();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{key}: cannot read {path}: {e.Message}";
        }
    }
}
