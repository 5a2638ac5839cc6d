using System.Net;
using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>From nothing to a connection that a provider can use.</summary>
internal sealed class SetUpStep : IVerifyStep
{
    public string Id => "setup";

    public string Title => "tenant, connection, roles, rule, feature";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var tenant = context.Tenant;
        await PutAsync($"tenants/{tenant}", new JsonObject { ["suspended"] = false });
        await PutAsync($"tenants/{tenant}/roles/{Permissions.ViewerRole}", new JsonObject { ["permissions"] = new JsonArray(Permissions.Read) });
        await PutAsync($"tenants/{tenant}/roles/{Permissions.AdminRole}", new JsonObject { ["permissions"] = new JsonArray(Permissions.All) });
        await PutAsync($"tenants/{tenant}/features/{Permissions.ReportsFeature}", new JsonObject { ["expiresAt"] = null });
        var connection = await PutAsync($"connections/{tenant}", new JsonObject { ["tenant"] = tenant });
        var id = Expect.Present(connection.Text("id"), "id of the connection");
        await PutAsync($"rules/{tenant}", new JsonObject { ["connection"] = tenant, ["pattern"] = "SaaS-{role}" });
        var issued = Expect.Status(
            await context.Admin.SendAsync(HttpMethod.Post, $"connections/{tenant}/tokens", new JsonObject { ["expiresAt"] = null }, cancellationToken), HttpStatusCode.Created, "POST tokens");
        var token = Expect.Present(issued.Text("token"), "token of the connection");
        context.Connection = new ScimConnection(new Uri(context.Scim, $"scim/v2/{id}/"), token, context.Time);
        return new StepOutcome($"{tenant}, SCIM at /scim/v2/{id}");

        async Task<Clients.JsonReply> PutAsync(string path, JsonObject body)
        {
            var reply = Expect.Success(await context.Admin.SendAsync(HttpMethod.Put, path, body, cancellationToken), $"PUT {path}");
            Expect.Present(reply.Text("version"), $"version in the answer to PUT {path}");
            return reply;
        }
    }
}
