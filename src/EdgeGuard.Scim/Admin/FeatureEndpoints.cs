using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/tenants/{tenant}/features</c>.</summary>
internal static class FeatureEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/tenants/{tenant}/features", ListAsync);
        admin.MapPut("/tenants/{tenant}/features/{feature}", PutAsync);
        admin.MapDelete("/tenants/{tenant}/features/{feature}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(ClientKey tenant, AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Catalog.FindTenant(tenant.Value) is { } row
                ? TypedResults.Ok(new FeatureListAnswer(
                    [.. read.Catalog.ListFeatures(row).Select(feature => new FeatureItem(feature.Feature, ToInstant(feature.ExpiresAt)))], read.Head().Version))
                : AdminProblems.NotFound("tenant"),
            cancellationToken);

    private static async Task<IResult> PutAsync(
        ClientKey tenant, ClientKey feature, FeatureBody body, AdminStore store, CancellationToken cancellationToken)
    {
        // An instant before 1970 is as expired as 1970 itself, and −1 would mean never.
        var expiresAt = body.ExpiresAt is { } instant ? Math.Max(0, instant.ToUnixTimeMilliseconds()) : FeatureRow.Never;
        var written = await store.WriteAsync(
            transaction =>
            {
                if (transaction.Read.Catalog.FindTenant(tenant.Value) is not { } row)
                    return false;
                transaction.Catalog.PutFeature(row, feature.Value, expiresAt);
                return true;
            },
            cancellationToken);
        return written.Value ? TypedResults.Ok(new FeatureAnswer(feature.Value, ToInstant(expiresAt), written.Version)) : AdminProblems.NotFound("tenant");
    }

    private static async Task<IResult> DeleteAsync(ClientKey tenant, ClientKey feature, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(
            transaction => transaction.Read.Catalog.FindTenant(tenant.Value) is { } row && transaction.Catalog.DeleteFeature(row, feature.Value),
            cancellationToken);
        return written.Value ? TypedResults.Ok(new VersionAnswer(written.Version)) : AdminProblems.NotFound("feature");
    }

    private static DateTimeOffset? ToInstant(long expiresAt) =>
        expiresAt == FeatureRow.Never ? null : DateTimeOffset.FromUnixTimeMilliseconds(expiresAt);
}
