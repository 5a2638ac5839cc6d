using System.Net.Http.Headers;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>What a provider's requests look like besides their bodies.</summary>
/// <param name="Profile">The profile of its connection.</param>
/// <param name="ContentType">Of its bodies.</param>
/// <param name="Accept">What it asks for.</param>
/// <param name="UserAgent">How it calls itself; null for not at all.</param>
/// <param name="Suffix">A query parameter that the tenant URL carries.</param>
internal sealed record Dialect(string Profile, string ContentType, string Accept, string? UserAgent = null, string? Suffix = null)
{
    /// <summary>Entra ID without its compliance flag.</summary>
    public static Dialect Entra { get; } = new("entra", "application/scim+json; charset=utf-8", "application/scim+json");

    /// <summary>Entra ID with the flag that administrators add to the tenant URL.</summary>
    public static Dialect EntraFlagged { get; } = Entra with { Suffix = "aadOptscim062020" };

    public static Dialect Okta { get; } = new("okta", "application/scim+json; charset=utf-8", "application/scim+json; charset=utf-8", "Okta SCIM Client 1.0.0");

    public static Dialect OneLogin { get; } = new("onelogin", "application/json", "application/json", "OneLogin Provisioning");

    public static Dialect Google { get; } = new("google", "application/scim+json", "application/scim+json", "Google-Auto-Provisioning");

    public static Dialect Ping { get; } = new("ping", "application/scim+json", "application/scim+json", "PingOne");

    public static Dialect JumpCloud { get; } = new("jumpcloud", "application/json", "application/json", "JumpCloud-SCIM");

    /// <summary>A script that keeps to the RFCs.</summary>
    public static Dialect Generic { get; } = new("generic", "application/scim+json", "application/scim+json");

    /// <summary>Nobody told us who.</summary>
    public static Dialect Any { get; } = Generic with { Profile = "any" };

    public string Path(string path) => Suffix is null ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{Suffix}";

    public void Write(HttpRequestHeaders headers, string? token)
    {
        headers.TryAddWithoutValidation("Accept", Accept);
        if (UserAgent is not null)
            headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (token is not null)
            headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
    }
}
