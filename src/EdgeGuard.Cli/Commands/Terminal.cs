using Spectre.Console;

namespace EdgeGuard.Cli.Commands;

/// <summary>The console that people read.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 160;

    /// <summary>Standard output. Redirected, it is wide enough that addresses are not broken over lines.</summary>
    public static IAnsiConsole Out()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthOfFiles;
        return console;
    }
}
