using Microsoft.AspNetCore.Authorization;

namespace EdgeGuard.Edge.Authorization;

/// <summary>
/// What a route asks for, as metadata of its endpoint: made when YARP builds the endpoint, so that a request only reads it.
/// Immutable.
/// </summary>
internal sealed class RouteGuard
{
    /// <summary>No policy: every request is refused.</summary>
    public static readonly RouteGuard Closed = new(null);

    /// <summary>Open to everyone, identity headers stripped and none set.</summary>
    public static readonly RouteGuard Open = new(null);

    private RouteGuard(CompiledPolicy? policy) => Policy = policy;

    /// <summary>The policy to meet; null for <see cref="Closed"/> and <see cref="Open"/>.</summary>
    public CompiledPolicy? Policy { get; }

    /// <summary>
    /// Adds the guard to an endpoint, by the metadata that YARP gives it for the route's <c>AuthorizationPolicy</c>. Anything that is
    /// not exactly one known policy is closed.
    /// </summary>
    public static void AddTo(EndpointBuilder endpoint, PolicyCatalog catalog) =>
        endpoint.Metadata.Add(For(endpoint.Metadata, catalog));

    private static RouteGuard For(IList<object> metadata, PolicyCatalog catalog)
    {
        IAuthorizeData? requirement = null;
        var open = false;
        foreach (var item in metadata)
        {
            switch (item)
            {
                case IAllowAnonymous:
                    open = true;
                    break;
                case IAuthorizeData when requirement is not null:
                    return Closed;
                case IAuthorizeData data:
                    requirement = data;
                    break;
            }
        }

        return (open, requirement) switch
        {
            (true, null) => Open,
            (false, { Policy: null }) => new RouteGuard(CompiledPolicy.Authenticated),
            (false, { Policy: { } name }) when catalog.Find(name) is { } policy => new RouteGuard(policy),
            _ => Closed,
        };
    }
}
