using System.CommandLine;
using EdgeGuard.Cli.Demo;

namespace EdgeGuard.Cli.Commands;

/// <summary>Hidden: the token issuer of <c>dev</c>, which gives a token to whoever asks on this machine.</summary>
internal static class TestIssuerCommand
{
    public const string Name = "test-issuer";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true, Description = "Loopback address to listen on; also the issuer's name." };
        var key = new Option<string>("--key-path") { Required = true, Description = "PEM file of the signing key; made when absent." };
        var command = new Command(Name, "Runs the test issuer (a part of `dev`).") { url, key };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await TestIssuer.RunAsync(parsed.GetRequiredValue(url), parsed.GetRequiredValue(key), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
