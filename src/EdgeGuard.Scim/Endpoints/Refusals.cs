using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Endpoints;

/// <summary>What the store's refusals mean in the protocol.</summary>
internal static class Refusals
{
    /// <summary>The same for what never was, what is deleted and what belongs to another connection (SECURITY A1).</summary>
    public static ScimError NotFound { get; } = ScimError.NotFound("There is no such resource.");

    /// <summary>The fence failed. What the request wrote stays: it goes through the fence again when it is sent again.</summary>
    public static ScimError Unconfirmed { get; } = new(
        StatusCodes.Status503ServiceUnavailable,
        null,
        "It could not be confirmed in time that every edge enforces what this answer would show. Nothing is rolled back: send the request again.");

    public static ScimError Of(StoreConflict conflict) => conflict switch
    {
        StoreConflict.UserName => ScimError.Uniqueness("userName is taken by another user of this tenant."),
        StoreConflict.ExternalId => ScimError.Uniqueness("externalId is taken by another resource of this tenant."),
        StoreConflict.Retired => ScimError.Uniqueness("userName or externalId was another user's, and this connection gives none away again."),
        _ => throw new ArgumentOutOfRangeException(nameof(conflict)),
    };
}
