using System.CommandLine;
using EdgeGuard.Cli.Demo;

namespace EdgeGuard.Cli.Commands;

/// <summary>Hidden: the Redis-compatible server that <c>dev</c> starts when no Redis is given.</summary>
internal static class GarnetCommand
{
    public const string Name = "garnet";

    public static Command Create()
    {
        var port = new Option<int>("--port") { Required = true, Description = "Loopback port to listen on." };
        var command = new Command(Name, "Runs an embedded Redis-compatible server on loopback (a part of `dev`).") { port };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await GarnetService.RunAsync(parsed.GetValue(port), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
