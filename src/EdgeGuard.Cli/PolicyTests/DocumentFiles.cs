using System.IO.Enumeration;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Finds the documents that the command line names.</summary>
internal static class DocumentFiles
{
    private static readonly string[] Extensions = [".json", ".yaml", ".yml", ".jsonl", ".ndjson"];

    /// <summary>
    /// Each file named, and each document in the folders named and below, sorted by path. Hidden files and folders are left out, JSON Schemas,
    /// and folders that a link leads to, which may lead round in a ring.
    /// </summary>
    /// <exception cref="CliException">One is not there, or there is no document.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
                files.Add(DocumentFile.IsEmpty(path) ? throw new CliException($"no case was found in {path}: it is empty, or no regular file.") : path);
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
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
            var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsDocument(entry.FileName),
                ShouldRecursePredicate = (ref FileSystemEntry entry) => entry.FileName[0] != '.' && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            };
            return [.. files.Select(file => folder == "." ? Path.GetRelativePath(folder, file) : file)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {folder}: {e.Message}", e);
        }
    }

    private static bool IsDocument(ReadOnlySpan<char> name)
    {
        if (name[0] == '.' || name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var extension in Extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
