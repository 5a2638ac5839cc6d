using System.Reflection;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Admin;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Tests.Admin;

/// <summary>What edges would refuse is refused before it is written: they would stop at an entry that breaks a limit of the state.</summary>
public sealed class StateLimitTests
{
    // What this service does not write yet.
    private const int Never = 0;

    // The most of each that a request can bring about.
    private static readonly Dictionary<string, int> Largest = new(StringComparer.Ordinal)
    {
        [nameof(StateLimits.MaxTenantKey)] = ClientKey.MaxLength,
        [nameof(StateLimits.MaxKey)] = ClientKey.MaxLength,
        [nameof(StateLimits.MaxPattern)] = RoleEndpoints.MaxPermissionLength,
        [nameof(StateLimits.MaxList)] = RoleEndpoints.MaxPermissions,
        [nameof(StateLimits.MaxRoles)] = StateLimits.MaxRoles, // Put_OneRoleTooMany below.
        [nameof(StateLimits.MaxRolePatterns)] = StateLimits.MaxRolePatterns, // Put_OnePatternTooMany below.
        [nameof(StateLimits.MaxAssigned)] = Never,
        [nameof(StateLimits.MaxRoleParents)] = Never,
        [nameof(StateLimits.MaxNestingDepth)] = Never,
        [nameof(StateLimits.MaxTenantDepth)] = Never,
        [nameof(StateLimits.MaxResourceDepth)] = Never,
        [nameof(StateLimits.MaxFeatures)] = Never,
        [nameof(StateLimits.MaxLinks)] = Never,
        [nameof(StateLimits.MaxLinkPatterns)] = Never,
        [nameof(StateLimits.MaxLinkedFeatures)] = Never,
        [nameof(StateLimits.MaxFlags)] = Never,
        [nameof(StateLimits.MaxPlans)] = Never,
        [nameof(StateLimits.MaxPlanFeatures)] = Never,
        [nameof(StateLimits.MaxAssignedPlans)] = Never,
        [nameof(StateLimits.MaxRules)] = Never,
        [nameof(StateLimits.MaxAttributes)] = Never,
    };

    [Fact]
    public void EachLimit_OfTheState_IsKeptHere()
    {
        foreach (var limit in typeof(StateLimits).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            Largest.ShouldContainKey(limit.Name, "a limit that nothing here keeps");
            Largest[limit.Name].ShouldBeLessThanOrEqualTo((int)limit.GetRawConstantValue()!, limit.Name);
        }
    }

    [Fact]
    public async Task Put_OneRoleTooMany_IsRefusedAndNotWritten()
    {
        using var folder = new TestFolder();
        await using (var first = await ScimServer.StartAsync(folder))
            await first.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await FillAsync(folder, StateLimits.MaxRoles);
        await using var server = await ScimServer.StartAsync(folder);

        (await server.Admin.PutAsync("tenants/acme/roles/role-7", """{"permissions":["a"]}""")).StatusNumber.ShouldBe(200);
        (await server.Admin.PutAsync("roles/more", """{"permissions":["a"]}""")).StatusNumber.ShouldBe(200);
        await ShouldRefuseAsync(server, "tenants/acme/roles/more", """{"permissions":[]}""", "There are 10000 roles here");
        (await server.Admin.DeleteAsync("tenants/acme/roles/role-7")).StatusNumber.ShouldBe(200);
        (await server.Admin.PutAsync("tenants/acme/roles/more", """{"permissions":[]}""")).StatusNumber.ShouldBe(200);
    }

    [Fact]
    public async Task Put_OnePatternTooMany_IsRefusedAndNotWritten()
    {
        await using var server = await ScimServer.StartAsync();
        for (var role = 0; role < StateLimits.MaxRolePatterns / RoleEndpoints.MaxPermissions; role++)
            (await server.Admin.PutAsync($"roles/role-{role}", Body(RoleEndpoints.MaxPermissions))).StatusNumber.ShouldBe(200);

        await ShouldRefuseAsync(server, "roles/more", Body(1), "more than 100000 permissions");
        (await server.Admin.PutAsync("roles/more", Body(0))).StatusNumber.ShouldBe(200);
        (await server.Admin.PutAsync("roles/role-7", Body(RoleEndpoints.MaxPermissions - 1))).StatusNumber.ShouldBe(200);
        await ShouldRefuseAsync(server, "roles/more", Body(2), "more than 100000 permissions");
        (await server.Admin.PutAsync("roles/more", Body(1))).StatusNumber.ShouldBe(200);
    }

    // A quote and a comma among the letters: what counts patterns counts them as they are stored.
    private static string Body(int permissions) =>
        $$"""{"permissions":[{{string.Join(',', Enumerable.Range(0, permissions).Select(i => $"\"a\\\",{i}\""))}}]}""";

    private static async Task ShouldRefuseAsync(ScimServer server, string path, string body, string detail)
    {
        var before = (await new StoredLog(server).HeadAsync()).Version;

        var refused = await server.Admin.PutAsync(path, body);

        refused.StatusNumber.ShouldBe(409, refused.Text);
        refused.At("detail")!.GetValue<string>().ShouldContain(detail);
        (await new StoredLog(server).HeadAsync()).Version.ShouldBe(before);
    }

    private static async Task FillAsync(TestFolder folder, int roles)
    {
        await using var connection = new SqliteConnection($"Data Source={folder.File("edgeguard.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < $roles)
            insert into roles (tenant_row, key, patterns) select (select row from tenants where key = 'acme'), 'role-' || n, '[]' from numbers
            """;
        command.Parameters.AddWithValue("$roles", roles);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
