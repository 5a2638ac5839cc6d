using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Finds the documents that the command line names.</summary>
internal static class DocumentFiles
{
    private static readonly string[] Extensions = [".json", ".yaml", ".yml", ".jsonl", ".ndjson"];

    /// <summary>
    /// Each file named, and each document in the folders named and below, sorted by path. Hidden files and folders are left out, and JSON Schemas.
    /// </summary>
    /// <exception cref="CliException">One is not there, or there is no document.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
                files.Add(path);
            else if (Directory.Exists(path))
                files.AddRange(In(path).Order(StringComparer.Ordinal));
            else
                throw new CliException($"there is no file or folder {path}.");
        }

        if (files.Count == 0)
            throw new CliException($"there is no document ({string.Join(", ", Extensions)}) in {string.Join(", ", paths)}.");
        return [.. files.DistinctBy(Path.GetFullPath, StringComparer.Ordinal)];
    }

    private static List<string> In(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => folder == "." ? Path.GetRelativePath(folder, file) : file)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) &&
                    !file.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase) &&
                    !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                .ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {folder}: {e.Message}", e);
        }
    }
}
