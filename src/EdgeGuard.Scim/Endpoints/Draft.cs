using EdgeGuard.Scim.Protocol;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>What a PATCH makes of a resource as it was at one revision, worked out before the writer, which all tenants share, is asked for.</summary>
internal sealed record Draft<TValues>(long Revision, Result<TValues> Values)
    where TValues : class
{
    /// <summary>The draft where it fits the row that is changed, else the work done anew: the row has changed in between.</summary>
    public static Result<TValues> For(Draft<TValues>? draft, long revision, Func<Result<TValues>> again) =>
        draft?.Revision == revision ? draft.Values : again();
}
