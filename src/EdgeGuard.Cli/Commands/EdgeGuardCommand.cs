using System.CommandLine;

namespace EdgeGuard.Cli.Commands;

/// <summary>The root of the command line: parses, runs, and turns every ending into an <see cref="ExitCode"/>.</summary>
internal static class EdgeGuardCommand
{
    /// <summary>Time that a command has for its own clean-up after Ctrl-C or SIGTERM before the process ends anyway.</summary>
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync();
            return ExitCode.UsageOrEnvironment;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = CleanUp,
            });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("edgeguard: interrupted");
            return ExitCode.UsageOrEnvironment;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"edgeguard: {CliException.Describe(e)}");
            return ExitCode.UsageOrEnvironment;
        }
    }

    public static RootCommand Create() => new("EdgeGuard: authorization beside your app, fed by SCIM. Start with `edgeguard dev`.")
    {
        DevCommand.Create(),
        VerifyCommand.Create(),
        TestCommand.Create(),
        FleetCommand.Create(),
        GarnetCommand.Create(),
        DemoAppCommand.Create(),
        TestIssuerCommand.Create(),
    };
}
