using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Health;
using EdgeGuard.Edge.Proxy;

namespace EdgeGuard.Edge.Configuration;

/// <summary>The edge's own settings: section <c>EdgeGuard</c>; issuers and Redis have their own. Read once at the start.</summary>
internal sealed class EdgeOptions
{
    public const string SectionName = "EdgeGuard";

    /// <summary>
    /// The environment's secret in Base64, 32 bytes or more, the same in every process of the environment; also as
    /// <c>EdgeGuard:EnvironmentKeyFile</c>. Required.
    /// </summary>
    public string EnvironmentKey { get; set; } = "";

    /// <summary>Permits listeners without TLS on addresses other than loopback. Default false.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>The listener for clients.</summary>
    public ProxyOptions Proxy { get; set; } = new();

    /// <summary>The listeners for the app's own questions.</summary>
    public DecisionsOptions Decisions { get; set; } = new();

    /// <summary>The listener for probes.</summary>
    public HealthOptions Health { get; set; } = new();

    /// <summary>What is done while there is no lease.</summary>
    public LeaseOptions Lease { get; set; } = new();

    /// <summary>Named policies, for the <c>AuthorizationPolicy</c> of YARP routes. Names are compared without case.</summary>
    public IDictionary<string, PolicyOptions> Policies { get; } = new Dictionary<string, PolicyOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Named CORS policies, for the <c>CorsPolicy</c> of YARP routes. Names are compared without case.</summary>
    public IDictionary<string, CorsPolicyOptions> Cors { get; } = new Dictionary<string, CorsPolicyOptions>(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => nameof(EdgeOptions);
}
