using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EdgeGuard.Cli.Demo;

/// <summary>
/// Gives whoever asks on this machine a token for any subject of any tenant (DESIGN section 9 "test issuer"). Its existence is
/// the reason that <c>dev</c> is for development only.
/// </summary>
internal static class TestIssuer
{
    private const int DefaultLifetimeSeconds = 3_600;
    private const int MaxLifetimeSeconds = 86_400;

    public static async Task RunAsync(string url, string keyPath, CancellationToken cancellationToken)
    {
        await using var app = Create(url, keyPath, TimeProvider.System);
        await app.RunAsync(cancellationToken);
    }

    public static WebApplication Create(string url, string keyPath, TimeProvider time)
    {
        var builder = DemoHost.CreateBuilder(url);
        builder.Services.AddSingleton(_ => IssuerKey.LoadOrCreate(keyPath));
        builder.Services.AddSingleton(services => new TokenMint(url, services.GetRequiredService<IssuerKey>(), time));
        var app = builder.Build();
        app.UseLoopbackOnly();
        app.MapHealth();
        var metadata = MetadataOf(url);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(metadata));
        app.MapGet("/jwks", (IssuerKey key) => Results.Json(key.PublicKeys));
        app.MapPost("/token", Issue);
        return app;
    }

    /// <summary>OpenID Connect Discovery 1.0 section 3, as much of it as a resource server reads.</summary>
    private static JsonObject MetadataOf(string url) => new()
    {
        ["issuer"] = url,
        ["jwks_uri"] = $"{url}/jwks",
        ["token_endpoint"] = $"{url}/token",
        ["response_types_supported"] = new JsonArray("token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    private static IResult Issue(TokenRequest request, TokenMint mint, HttpResponse response)
    {
        var lifetime = request.LifetimeSeconds ?? DefaultLifetimeSeconds;
        if (string.IsNullOrEmpty(request.Subject) || string.IsNullOrEmpty(request.Tenant) || lifetime is < 1 or > MaxLifetimeSeconds)
        {
            return Results.Problem(
                string.Create(CultureInfo.InvariantCulture, $"Give \"sub\" and \"tenant\", and at most {MaxLifetimeSeconds} \"lifetimeSeconds\"."),
                statusCode: StatusCodes.Status400BadRequest);
        }

        response.Headers.CacheControl = "no-store";
        var token = mint.Mint(request.Subject, request.Tenant, TimeSpan.FromSeconds(lifetime));
        return Results.Json(new TokenResponse(token, "Bearer", lifetime));
    }

    private sealed record TokenRequest(
        [property: JsonPropertyName("sub")] string? Subject,
        [property: JsonPropertyName("tenant")] string? Tenant,
        [property: JsonPropertyName("lifetimeSeconds")] int? LifetimeSeconds);

    private sealed record TokenResponse(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
