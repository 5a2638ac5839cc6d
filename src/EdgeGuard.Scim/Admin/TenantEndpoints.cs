using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/tenants</c>.</summary>
internal static class TenantEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/tenants", ListAsync);
        admin.MapGet("/tenants/{tenant}", GetAsync);
        admin.MapPut("/tenants/{tenant}", PutAsync);
        admin.MapDelete("/tenants/{tenant}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(AdminStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok(await store.ReadAsync(
            read => new TenantListAnswer([.. read.Catalog.ListTenants().Select(tenant => new TenantItem(tenant.Key, tenant.Suspended))], read.Head().Version),
            cancellationToken));

    private static async Task<IResult> GetAsync(ClientKey tenant, AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Catalog.FindTenant(tenant.Value) is { } row
                ? TypedResults.Ok(new TenantAnswer(row.Key, row.Suspended, read.Head().Version))
                : AdminProblems.NotFound("tenant"),
            cancellationToken);

    private static async Task<IResult> PutAsync(ClientKey tenant, TenantBody body, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await (body.Suspended ? store.WriteUrgentlyAsync(Put, cancellationToken) : store.WriteAsync(Put, cancellationToken));
        return TypedResults.Ok(new TenantAnswer(tenant.Value, written.Value, written.Version));

        bool Put(DirectoryTransaction transaction)
        {
            transaction.Catalog.PutTenant(tenant.Value, body.Suspended);
            return body.Suspended;
        }
    }

    private static async Task<IResult> DeleteAsync(ClientKey tenant, AdminStore store, CancellationToken cancellationToken)
    {
        for (var found = false; ; found = true)
        {
            var written = await store.WriteAsync(
                transaction => transaction.Read.Catalog.FindTenant(tenant.Value) is { } row ? transaction.TenantRemoval.RemoveSome(row) : (bool?)null,
                cancellationToken);
            if (written.Value is true || (written.Value is null && found))
                return TypedResults.Ok(new VersionAnswer(written.Version));
            if (written.Value is null)
                return AdminProblems.NotFound("tenant");
        }
    }
}
