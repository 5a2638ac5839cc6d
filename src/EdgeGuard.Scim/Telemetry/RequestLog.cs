namespace EdgeGuard.Scim.Telemetry;

/// <summary>
/// The framework's request log shows whole URLs, and filters in them hold names and addresses (SECURITY A7). It stays off whatever
/// levels are configured.
/// </summary>
internal static class RequestLog
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void SilenceRequestLog(this IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            // Of all rules the most specific one of a provider decides, and the last of equals: so one for each provider, added last.
            foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct(StringComparer.Ordinal).ToList())
                filters.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, filter: null));
        });
}
