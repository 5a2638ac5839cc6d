using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>Finds the programs that <c>dev</c> starts.</summary>
internal static class HostLocator
{
    /// <summary>edgeguard-edge, or what the variable <c>EDGEGUARD_EDGE</c> names.</summary>
    public static string Edge() => Find("EDGEGUARD_EDGE", "EdgeGuard.Edge", "edgeguard-edge");

    /// <summary>edgeguard-scim, or what the variable <c>EDGEGUARD_SCIM</c> names.</summary>
    public static string Scim() => Find("EDGEGUARD_SCIM", "EdgeGuard.Scim", "edgeguard-scim");

    /// <summary>This program, with the arguments to put before its own when it runs as <c>dotnet edgeguard.dll</c>.</summary>
    public static (string FileName, IReadOnlyList<string> Arguments) Self()
    {
        var host = Path.Combine(AppContext.BaseDirectory, Executable("edgeguard"));
        return File.Exists(host)
            ? (host, [])
            : (Environment.ProcessPath ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "edgeguard.dll")]);
    }

    /// <summary>
    /// Looks beside this program, then in the folder of the sibling project: <c>artifacts/{bin|publish}/EdgeGuard.Cli/{leaf}</c>
    /// has its neighbours in <c>artifacts/{bin|publish}/{project}/{leaf}</c>.
    /// </summary>
    /// <exception cref="CliException">It is in none of the places.</exception>
    public static string Find(string variable, string project, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
            return File.Exists(given) ? Path.GetFullPath(given) : throw new CliException($"{variable} names {given}, which does not exist.");
        var here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string[] places =
        [
            Path.Combine(here, Executable(name)),
            Path.GetFullPath(Path.Combine(here, "..", "..", project, Path.GetFileName(here), Executable(name))),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new CliException($"cannot find {name}; looked for {string.Join(" and ", places)}. Build the solution, or set {variable}.");
    }

    private static string Executable(string name) => OperatingSystem.IsWindows() ? $"{name}.exe" : name;
}
