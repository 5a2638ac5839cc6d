using System.Runtime.CompilerServices;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>Where the published programs are: artifacts/publish of this checkout, filled by tests/run.sh.</summary>
internal static class Programs
{
    public static string EdgeGuard => Published("EdgeGuard.Cli", "edgeguard");

    /// <summary>The published folder of one project.</summary>
    public static string Folder(string project) => Path.Combine(Root(), "artifacts", "publish", project, "release");

    private static string Published(string project, string program)
    {
        var path = Path.Combine(Folder(project), program);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{program} is not published; run make publish (or make test).", path);
    }

    private static string Root([CallerFilePath] string here = "")
    {
        for (var folder = Path.GetDirectoryName(here); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "EdgeGuard.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException("No folder with EdgeGuard.sln above " + here);
    }
}
