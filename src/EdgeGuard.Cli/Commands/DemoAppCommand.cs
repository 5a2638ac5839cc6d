using System.CommandLine;
using EdgeGuard.Cli.Demo;

namespace EdgeGuard.Cli.Commands;

/// <summary>Hidden: the app that stands behind the edges of <c>dev</c>.</summary>
internal static class DemoAppCommand
{
    public const string Name = "demo-app";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true, Description = "Loopback address to listen on." };
        var http2Url = new Option<string>("--http2-url") { Required = true, Description = "Loopback address to listen on for gRPC." };
        var socket = new Option<string>("--edge-socket") { Required = true, Description = "Unix socket on which the app's own edge answers checks." };
        var command = new Command(Name, "Runs the demo app (a part of `dev`).") { url, http2Url, socket };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await DemoApp.RunAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(http2Url), parsed.GetRequiredValue(socket), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
