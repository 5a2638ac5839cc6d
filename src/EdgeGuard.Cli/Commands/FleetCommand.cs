using System.CommandLine;
using System.Text.Json;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Cli.Fleet;
using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Commands;

/// <summary><c>edgeguard fleet</c>: the edges as scim sees them.</summary>
internal static class FleetCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Option<string?> Data = new("--data") { Description = $"Data folder of a running `edgeguard dev` (default {DataFolder.DefaultPath}).", HelpName = "DIR" };

    private static readonly Option<string?> Endpoints = new("--endpoints") { Description = "An endpoints.json to read instead.", HelpName = "FILE" };

    private static readonly Option<string?> Scim = new("--scim") { Description = "Base URL of edgeguard-scim, to ask another deployment; needs --admin-key-file.", HelpName = "URL" };

    private static readonly Option<string?> AdminKeyFile = new("--admin-key-file") { Description = "File that holds the admin key.", HelpName = "FILE" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print scim's answer as it is." };

    public static Command Create()
    {
        var command = new Command("fleet", "Shows each edge: whether it is connected, which version it has applied, and how long its lease runs.")
        {
            Data, Endpoints, Scim, AdminKeyFile, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (scim, key) = TargetOf(parsed);
        using var admin = new JsonApi("scim's admin API", new Uri(scim, "admin/v1/"), key, "application/json", TimeProvider.System);
        var reply = await admin.SendAsync(HttpMethod.Get, "fleet", body: null, cancellationToken);
        if (!reply.IsSuccess)
            throw new CliException($"scim's admin API answered {reply.Describe()}; is the admin key the right one?");
        var fleet = FleetDocument.Of(reply.Body);
        if (parsed.GetValue(Json))
            await Console.Out.WriteLineAsync(reply.Body?.ToJsonString(Indented));
        else
            FleetTable.Write(Terminal.Out(), fleet);
        return ExitCode.Ok;
    }

    private static (Uri Scim, string AdminKey) TargetOf(ParseResult parsed)
    {
        if (parsed.GetValue(Scim) is not { } scim)
        {
            var endpoints = EndpointsFile.Read(parsed.GetValue(Endpoints) ?? DataFolder.Locate(parsed.GetValue(Data)).EndpointsPath);
            return (VerifyTarget.Address("scim", endpoints.Scim), SecretFile.Read(endpoints.AdminKeyFile));
        }

        return parsed.GetValue(AdminKeyFile) is { } file
            ? (VerifyTarget.Address("--scim", scim), SecretFile.Read(file))
            : throw new CliException("--scim needs --admin-key-file.");
    }
}
