namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Which scripts of other origins may call a route: <c>EdgeGuard:Cors:{name}</c>, named by the <c>CorsPolicy</c> of a YARP route
/// (Fetch standard, section "CORS protocol"). Says nothing about users: every call but the preflight needs its token all the same.
/// </summary>
internal sealed class CorsPolicyOptions
{
    /// <summary>Any value, in <see cref="Origins"/>, <see cref="Methods"/> and <see cref="Headers"/>; stands alone there.</summary>
    public const string Any = "*";

    /// <summary>Longest <see cref="MaxAge"/>: browsers keep none longer.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromDays(1);

    /// <summary>Origins exactly as browsers send them, such as <c>https://app.example</c>: no path, no default port. At least one.</summary>
    public IList<string> Origins { get; } = [];

    /// <summary>Methods beyond GET, HEAD and POST, which need no permission.</summary>
    public IList<string> Methods { get; } = [];

    /// <summary>Request headers beyond those that need no permission. Access tokens need <c>Authorization</c>.</summary>
    public IList<string> Headers { get; } = [];

    /// <summary>Lets browsers send cookies. Not with any origin. Default false: access tokens need none.</summary>
    public bool AllowCredentials { get; set; }

    /// <summary>How long a browser may remember a preflight's answer; 0 to <see cref="LongestAge"/>, whole seconds. Default: as the browser likes.</summary>
    public TimeSpan? MaxAge { get; set; }
}
