using System.CommandLine;
using System.Security.Cryptography;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Cli.Verify;
using Spectre.Console;

namespace EdgeGuard.Cli.Commands;

/// <summary><c>edgeguard verify</c>: plays an identity provider and looks at what the edges make of it.</summary>
internal static class VerifyCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = $"Data folder of a running `edgeguard dev` (default {DataFolder.DefaultPath}).", HelpName = "DIR" };

    private static readonly Option<string?> Endpoints = new("--endpoints") { Description = "An endpoints.json to read instead.", HelpName = "FILE" };

    private static readonly Option<string?> Scim = new("--scim") { Description = "Base URL of edgeguard-scim, to verify another deployment; needs --admin-key-file, --edge and --issuer.", HelpName = "URL" };

    private static readonly Option<string?> AdminKeyFile = new("--admin-key-file") { Description = "File that holds the admin key.", HelpName = "FILE" };

    private static readonly Option<string[]> Edge = new("--edge") { Description = "An edge: proxy=URL,grpc=URL[,http2=URL][,socket=PATH][,name=NAME]. Repeat for each.", HelpName = "EDGE" };

    private static readonly Option<string?> CallerKeyFile = new("--caller-key-file") { Description = "File that holds the caller key which the edges ask for.", HelpName = "FILE" };

    private static readonly Option<string?> Issuer = new("--issuer") { Description = "Base URL of a test issuer whose tokens the edges accept.", HelpName = "URL" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document, and nothing else, to standard output." };

    private static readonly Option<int> Repeat = new("--repeat") { Description = "Also measure N cycles of role change and deactivation.", HelpName = "N" };

    private static readonly Option<int> Race = new("--race")
    {
        Description = "Requests to send after the deactivations' answers, none of which may be allowed.",
        DefaultValueFactory = _ => VerifyOptions.DefaultRace,
        HelpName = "N",
    };

    private static readonly Option<bool> Strict = new("--strict") { Description = "Judge times too." };

    public static Command Create()
    {
        Repeat.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--repeat takes a number of cycles.");
        });
        Race.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--race takes a number of requests.");
        });
        var command = new Command("verify", "Proves create, update, role change and deactivation end to end, in a tenant of its own that it removes. Exit code 0 passed, 1 failed, 2 could not run.")
        {
            Data, Endpoints, Scim, AdminKeyFile, Edge, CallerKeyFile, Issuer, Json, Repeat, Race, Strict,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            TargetOf(parsed),
            new VerifyOptions
            {
                Json = parsed.GetValue(Json),
                Repeat = parsed.GetValue(Repeat),
                Race = parsed.GetValue(Race),
                Strict = parsed.GetValue(Strict),
            },
            cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(VerifyTarget target, VerifyOptions options, CancellationToken cancellationToken)
    {
        var runner = new VerifyRunner(target, options, TimeProvider.System);
        var run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var story = Story.Of(options);
        VerifyReport report;
        if (options.Json)
        {
            report = await runner.RunAsync(run, story, _ => { }, cancellationToken);
            await Console.Out.WriteLineAsync(JsonReport.Of(report));
        }
        else
        {
            var console = Terminal.Out();
            report = await console.Status().StartAsync(
                "Verifying ...", status => runner.RunAsync(run, story, step => status.Status(Markup.Escape($"{step.Id}: {step.Title}")), cancellationToken));
            TableReport.Write(console, report);
        }

        return report.Passed ? ExitCode.Ok : ExitCode.VerificationFailed;
    }

    private static VerifyTarget TargetOf(ParseResult parsed)
    {
        if (parsed.GetValue(Scim) is not { } scim)
        {
            var path = parsed.GetValue(Endpoints) ?? DataFolder.Locate(parsed.GetValue(Data)).EndpointsPath;
            return VerifyTarget.Of(EndpointsFile.Read(path));
        }

        var edges = (parsed.GetValue(Edge) ?? []).Select((text, index) => EdgeArgument.Parse(text, index + 1)).ToList();
        if (edges.Count == 0 || parsed.GetValue(AdminKeyFile) is not { } adminKeyFile || parsed.GetValue(Issuer) is not { } issuer)
            throw new CliException("--scim needs --admin-key-file, --issuer and at least one --edge.");
        return new VerifyTarget(
            VerifyTarget.Address("--scim", scim),
            SecretFile.Read(adminKeyFile),
            VerifyTarget.Address("--issuer", issuer),
            edges,
            parsed.GetValue(CallerKeyFile) is { } callerKeyFile ? SecretFile.Read(callerKeyFile) : null);
    }
}
