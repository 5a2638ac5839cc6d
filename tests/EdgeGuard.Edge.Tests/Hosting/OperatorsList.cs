namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>The lists of <c>deploy/operations</c>, which must name everything that operators see.</summary>
internal static class OperatorsList
{
    public static string Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "deploy", "operations", name);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"deploy/operations/{name} is in no folder above the tests.");
    }
}
