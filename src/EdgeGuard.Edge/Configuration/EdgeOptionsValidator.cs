using System.Net.Sockets;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Proxy;
using EdgeGuard.Shared;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Finds every fault of the <c>EdgeGuard</c> section that would only show later, and names the key of each.</summary>
internal sealed class EdgeOptionsValidator(IConfiguration configuration) : IValidateOptions<EdgeOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EdgeOptions options)
    {
        var faults = new List<string>();
        CheckEnvironment(options, faults);
        CheckUrl("EdgeGuard:Proxy:Url", options.Proxy.Url, options.AllowPlaintext, faults);
        CheckHttp2Url(options.Proxy.Http2Url, options.AllowPlaintext, faults);
        CheckUrl("EdgeGuard:Decisions:Url", options.Decisions.Url, options.AllowPlaintext, faults);
        CheckUrl("EdgeGuard:Health:Url", options.Health.Url, options.AllowPlaintext, faults);
        CheckUnixSocket(options.Decisions.UnixSocket, faults);
        CheckCallerKey(options.Decisions.CallerKey, faults);
        CheckHoldLimit(options.Lease.HoldLimit, faults);
        PolicySection.Check(configuration.GetSection(PolicySection.Name), faults);
        CorsSection.Check(configuration.GetSection(CorsSection.Name), options.Cors, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckEnvironment(EdgeOptions options, List<string> faults)
    {
        if (options.EnvironmentKey.Length == 0)
        {
            faults.Add("EdgeGuard:EnvironmentKey: missing; give the environment's secret in Base64, or its file as EdgeGuard:EnvironmentKeyFile.");
            return;
        }

        try
        {
            EnvironmentKeys.FromBase64(options.EnvironmentKey);
        }
        catch (FormatException)
        {
            // The exception's text is not repeated: it may hold a part of the secret.
            faults.Add($"EdgeGuard:EnvironmentKey: not Base64 of {EnvironmentKeys.MinSecretBytes} bytes or more.");
        }
    }

    private static void CheckUrl(string key, string url, bool allowPlaintext, List<string> faults)
    {
        if (!ListenAddress.TryParse(url, out _, out var fault))
            faults.Add($"{key}: {fault}.");
        else if (PlaintextGuard.Fault(key, url, allowPlaintext) is { } plaintext)
            faults.Add(plaintext);
    }

    private static void CheckHttp2Url(string url, bool allowPlaintext, List<string> faults)
    {
        const string Key = "EdgeGuard:Proxy:Http2Url";
        if (url.Length == 0)
            return;
        CheckUrl(Key, url, allowPlaintext, faults);
        if (ListenAddress.TryParse(url, out var address, out _) && address.Https)
            faults.Add($"{Key}: '{url}' is https; EdgeGuard:Proxy:Url offers HTTP/2 with TLS.");
    }

    private static void CheckUnixSocket(string path, List<string> faults)
    {
        const string Key = "EdgeGuard:Decisions:UnixSocket";
        if (path.Length == 0)
            return;
        try
        {
            _ = new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException)
        {
            faults.Add($"{Key}: {path} is too long for a Unix socket.");
            return;
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            faults.Add($"{Key}: the directory of {path} does not exist.");
    }

    private static void CheckCallerKey(string key, List<string> faults)
    {
        if (key.Length == 0)
            return;
        if (!key.StartsWith(DecisionsOptions.CallerKeyPrefix, StringComparison.Ordinal)
            || key.Length < DecisionsOptions.CallerKeyPrefix.Length + DecisionsOptions.MinCallerKeyLength)
            faults.Add($"EdgeGuard:Decisions:CallerKey: not '{DecisionsOptions.CallerKeyPrefix}' and {DecisionsOptions.MinCallerKeyLength} characters or more.");
    }

    private static void CheckHoldLimit(TimeSpan limit, List<string> faults)
    {
        if (limit < TimeSpan.Zero || limit > LeaseOptions.LongestHoldLimit)
            faults.Add($"EdgeGuard:Lease:HoldLimit: {limit} is not between {TimeSpan.Zero} and {LeaseOptions.LongestHoldLimit}.");
    }
}
