using System.Net;
using System.Text.Json.Nodes;
using EdgeGuard.Cli.Clients;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>From nothing to a connection that a provider can use.</summary>
internal sealed class SetUpStep : IVerifyStep
{
    public string Id => "setup";

    public string Title => "tenant, connection, roles, rule, feature";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var tenant = context.Tenant;
        await PutAsync(context, $"tenants/{tenant}", new JsonObject { ["suspended"] = false }, cancellationToken);
        await PutAsync(context, $"tenants/{tenant}/roles/{Permissions.ViewerRole}", new JsonObject { ["permissions"] = new JsonArray(Permissions.Read) }, cancellationToken);
        await PutAsync(context, $"tenants/{tenant}/roles/{Permissions.AdminRole}", new JsonObject { ["permissions"] = new JsonArray(Permissions.All) }, cancellationToken);
        await PutAsync(context, $"tenants/{tenant}/features/{Permissions.ReportsFeature}", new JsonObject { ["expiresAt"] = null }, cancellationToken);
        context.Connection = await ConnectAsync(context, tenant, new JsonObject { ["tenant"] = tenant }, cancellationToken);
        return new StepOutcome($"{tenant}, SCIM at {context.Connection.Address.AbsolutePath}");
    }

    /// <summary>Makes a connection with a rule and a token.</summary>
    /// <param name="context">Where.</param>
    /// <param name="key">Of the connection and of its rule.</param>
    /// <param name="body">The connection.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ScimConnection> ConnectAsync(VerifyContext context, string key, JsonObject body, CancellationToken cancellationToken)
    {
        var connection = await PutAsync(context, $"connections/{key}", body, cancellationToken);
        var id = Expect.Present(connection.Text("id"), "id of the connection");
        await PutAsync(context, $"rules/{key}", new JsonObject { ["connection"] = key, ["pattern"] = "SaaS-{role}" }, cancellationToken);
        var issued = Expect.Status(
            await context.Admin.SendAsync(HttpMethod.Post, $"connections/{key}/tokens", new JsonObject { ["expiresAt"] = null }, cancellationToken), HttpStatusCode.Created, "POST tokens");
        var token = Expect.Present(issued.Text("token"), "token of the connection");
        return new ScimConnection(new Uri(context.Scim, $"scim/v2/{id}/"), token, context.Time);
    }

    private static async Task<JsonReply> PutAsync(VerifyContext context, string path, JsonObject body, CancellationToken cancellationToken)
    {
        var reply = Expect.Success(await context.Admin.SendAsync(HttpMethod.Put, path, body, cancellationToken), $"PUT {path}");
        Expect.Present(reply.Text("version"), $"version in the answer to PUT {path}");
        return reply;
    }
}
