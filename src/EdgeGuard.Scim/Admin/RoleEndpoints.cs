using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/roles</c> (global ones) and <c>/tenants/{tenant}/roles</c>.</summary>
internal static class RoleEndpoints
{
    /// <summary>Most permissions of one role.</summary>
    internal const int MaxPermissions = 1000;

    /// <summary>Longest permission, in characters.</summary>
    internal const int MaxPermissionLength = 256;

    public static void Map(RouteGroupBuilder admin)
    {
        foreach (var prefix in new[] { "/roles/{role}", "/tenants/{tenant}/roles/{role}" })
        {
            admin.MapGet(prefix, GetAsync);
            admin.MapPut(prefix, PutAsync);
            admin.MapDelete(prefix, DeleteAsync);
        }
    }

    private static async Task<IResult> GetAsync(ClientKey? tenant, ClientKey role, AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => TryFindScope(read, tenant, out var scope) && read.Catalog.FindRole(scope, role.Value) is { } row
                ? TypedResults.Ok(new RoleAnswer(row.Key, tenant?.Value, row.ToPatterns(), read.Head().Version))
                : AdminProblems.NotFound("role"),
            cancellationToken);

    private static async Task<IResult> PutAsync(ClientKey? tenant, ClientKey role, RoleBody body, AdminStore store, CancellationToken cancellationToken)
    {
        if (body.Permissions.Count > MaxPermissions || !body.Permissions.All(IsPermission))
            return AdminProblems.Invalid($"permissions takes at most {MaxPermissions} texts of 1 to {MaxPermissionLength} characters without blanks and control characters.");

        // Order and repetition mean nothing in a set of patterns: one form for all spellings keeps a repeated PUT without effect.
        ImmutableArray<string> patterns = [.. body.Permissions.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var written = await store.WriteAsync<IResult?>(
            transaction => TryFindScope(transaction.Read, tenant, out var scope)
                ? RefusalOf(transaction.Catalog.PutRole(scope, role.Value, patterns))
                : AdminProblems.NotFound("tenant"),
            cancellationToken);
        return written.Value ?? TypedResults.Ok(new RoleAnswer(role.Value, tenant?.Value, patterns, written.Version));
    }

    private static async Task<IResult> DeleteAsync(ClientKey? tenant, ClientKey role, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(
            transaction => TryFindScope(transaction.Read, tenant, out var scope) && transaction.Catalog.DeleteRole(scope, role.Value), cancellationToken);
        return written.Value ? TypedResults.Ok(new VersionAnswer(written.Version)) : AdminProblems.NotFound("role");
    }

    private static ProblemHttpResult? RefusalOf(CatalogLimit limit) => limit switch
    {
        CatalogLimit.Roles => AdminProblems.Conflict($"There are {StateLimits.MaxRoles} roles here, more than which neither a tenant nor all tenants together may have."),
        CatalogLimit.RolePatterns => AdminProblems.Conflict(
            $"The roles here would have more than {StateLimits.MaxRolePatterns} permissions together, which neither a tenant nor all tenants together may have."),
        _ => null,
    };

    /// <summary>False when the route names a tenant that does not exist; <paramref name="scope"/> is null for the global scope.</summary>
    private static bool TryFindScope(DirectoryReader read, ClientKey? tenant, out TenantRow? scope)
    {
        scope = tenant is { } key ? read.Catalog.FindTenant(key.Value) : null;
        return tenant is null || scope is not null;
    }

    private static bool IsPermission([NotNullWhen(true)] string? text) =>
        text?.Length is > 0 and <= MaxPermissionLength && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c));
}
