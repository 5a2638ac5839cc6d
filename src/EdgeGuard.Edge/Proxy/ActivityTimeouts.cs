using EdgeGuard.Edge.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// YARP gives up a request on which nothing has moved for 100 s, unless its cluster says otherwise; a held one must be given that time
/// after the hold. Clusters that set <c>ActivityTimeout</c> keep it, and with one shorter than the hold limit their held requests end by it.
/// </summary>
internal sealed class ActivityTimeouts(IConfiguration configuration) : IProxyConfigFilter
{
    /// <summary>YARP's own default.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(100);

    private static readonly string HoldLimitKey = $"{EdgeOptions.SectionName}:Lease:{nameof(LeaseOptions.HoldLimit)}";

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        if (cluster.HttpRequest?.ActivityTimeout is not null)
            return new ValueTask<ClusterConfig>(cluster);

        // Not from the options: routes are loaded before they are validated, and a fault there is told once, with all others.
        var holdLimit = TimeSpan.TryParse(configuration[HoldLimitKey], out var set) ? set : LeaseOptions.DefaultHoldLimit;
        var request = (cluster.HttpRequest ?? new()) with { ActivityTimeout = Default + holdLimit };
        return new ValueTask<ClusterConfig>(cluster with { HttpRequest = request });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);
}
