using System.Buffers;
using EdgeGuard.Edge.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Proxy;

/// <summary>Reads <c>EdgeGuard:Cors</c>: finds its faults at the start, and makes the policies that YARP's routes name.</summary>
internal sealed class CorsSection(IOptions<EdgeOptions> options) : IConfigureOptions<CorsOptions>
{
    public const string Name = "EdgeGuard:Cors";

    private static readonly string[] Keys =
    [
        nameof(CorsPolicyOptions.Origins), nameof(CorsPolicyOptions.Methods), nameof(CorsPolicyOptions.Headers),
        nameof(CorsPolicyOptions.AllowCredentials), nameof(CorsPolicyOptions.MaxAge),
    ];

    // RFC 9110 section 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Adds each fault of the section to <paramref name="faults"/>.</summary>
    public static void Check(IConfigurationSection section, IDictionary<string, CorsPolicyOptions> policies, List<string> faults)
    {
        foreach (var policy in section.GetChildren())
        {
            foreach (var key in policy.GetChildren())
            {
                if (!Keys.Contains(key.Key, StringComparer.OrdinalIgnoreCase))
                    faults.Add($"{key.Path}: unknown; a CORS policy has {string.Join(", ", Keys)}.");
            }
        }

        foreach (var (name, policy) in policies)
            Check($"{Name}:{name}", name, policy, faults);
    }

    /// <inheritdoc/>
    public void Configure(CorsOptions cors)
    {
        foreach (var (name, policy) in options.Value.Cors)
            cors.AddPolicy(name, builder => Build(policy, builder));
    }

    private static void Check(string key, string name, CorsPolicyOptions policy, List<string> faults)
    {
        // YARP reads these names of a route itself.
        if (name.Equals("default", StringComparison.OrdinalIgnoreCase) || name.Equals("disable", StringComparison.OrdinalIgnoreCase))
            faults.Add($"{key}: the name has a meaning of its own on routes; choose another.");
        if (policy.Origins.Count == 0)
            faults.Add($"{key}:Origins: at least one origin is needed.");
        if (policy.AllowCredentials && policy.Origins.Contains(CorsPolicyOptions.Any))
            faults.Add($"{key}:AllowCredentials: not with every origin ('*'); name the origins.");
        CheckList($"{key}:Origins", policy.Origins, IsOrigin, "is not an origin such as https://app.example, in lower case, without a path or a default port", faults);
        CheckList($"{key}:Methods", policy.Methods, IsToken, "is not a method", faults);
        CheckList($"{key}:Headers", policy.Headers, IsToken, "is not the name of a header", faults);
        if (policy.MaxAge is { } age && (age < TimeSpan.Zero || age > CorsPolicyOptions.LongestAge || age.Ticks % TimeSpan.TicksPerSecond != 0))
            faults.Add($"{key}:MaxAge: must be whole seconds between {TimeSpan.Zero:c} and {CorsPolicyOptions.LongestAge:c}.");
    }

    private static void CheckList(string key, IList<string> items, Func<string, bool> isGood, string fault, List<string> faults)
    {
        if (items.Contains(CorsPolicyOptions.Any))
        {
            if (items.Count > 1)
                faults.Add($"{key}: '*' stands alone.");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { Length: > 0 } item || !isGood(item))
                faults.Add($"{key}:{i}: '{items[i]}' {fault}.");
        }
    }

    /// <summary>Compared with the header as text, so only the form that browsers send would ever match.</summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && string.Equals(text, uri.IsDefaultPort ? $"{uri.Scheme}://{uri.IdnHost}" : $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}", StringComparison.Ordinal);

    private static bool IsToken(string text) => !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static void Build(CorsPolicyOptions policy, CorsPolicyBuilder builder)
    {
        builder.WithOrigins([.. policy.Origins]).WithMethods([.. policy.Methods]).WithHeaders([.. policy.Headers]);
        if (policy.AllowCredentials)
            builder.AllowCredentials();
        if (policy.MaxAge is { } age)
            builder.SetPreflightMaxAge(age);
    }
}
