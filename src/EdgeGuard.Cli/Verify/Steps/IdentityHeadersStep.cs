using System.Net;
using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>The app sees who asks, from the edge alone; a refusal says why.</summary>
internal sealed class IdentityHeadersStep : IVerifyStep
{
    /// <summary>What a client might send to be taken for someone else; the second spelling reaches some apps as the first.</summary>
    private static readonly Dictionary<string, string> Forged = new(StringComparer.Ordinal)
    {
        ["X-EdgeGuard-Subject"] = "mallory",
        ["x_edgeguard_roles"] = "admin",
        ["X-EdgeGuard-Anything"] = "1",
    };

    public string Id => "S1.4";

    public string Title => "proxy: identity headers, forged ones dropped, refusal says why";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        foreach (var edge in context.Edges)
        {
            var list = await edge.AskProxyAsync(HttpMethod.Get, "documents", context.Token, cancellationToken, Forged);
            Expect.That(list.Status == HttpStatusCode.OK, $"{edge.Name}: GET /documents answered {list}");
            var headers = list.Body?["headers"] as JsonObject ?? throw new StepFailedException($"{edge.Name}: the app does not echo its headers");
            var seen = headers.ToDictionary(h => h.Key, h => (string?)h.Value, StringComparer.OrdinalIgnoreCase);
            Expect.Equal(seen.GetValueOrDefault("X-EdgeGuard-Subject"), context.User.ExternalId, $"{edge.Name}: X-EdgeGuard-Subject");
            Expect.Equal(seen.GetValueOrDefault("X-EdgeGuard-Tenant"), context.Tenant, $"{edge.Name}: X-EdgeGuard-Tenant");
            Expect.Equal(seen.GetValueOrDefault("X-EdgeGuard-Roles"), Permissions.ViewerRole, $"{edge.Name}: X-EdgeGuard-Roles");
            Expect.That(ulong.TryParse(seen.GetValueOrDefault("X-EdgeGuard-Version"), out _), $"{edge.Name}: X-EdgeGuard-Version is not a number");
            Expect.That(seen.Count == 4, $"{edge.Name}: the app also received {string.Join(", ", seen.Keys)}");

            var refused = await edge.AskProxyAsync(HttpMethod.Delete, "documents/1", context.Token, cancellationToken);
            Expect.That(
                refused is { Status: HttpStatusCode.Forbidden, Reason: "MISSING_PERMISSION" }, $"{edge.Name}: DELETE answered {refused}, not 403 with its reason");
        }

        return new StepOutcome("200 with subject, tenant, roles, version; DELETE 403 problem+json");
    }
}
