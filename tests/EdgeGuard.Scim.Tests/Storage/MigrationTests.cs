using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Tests.Storage;

/// <summary>Databases of earlier releases come along with what they know.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Fence_6_DatabaseFromBefore_KnowsTheNewestFencedVersionsOfItsTenants()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Run(connection, Script("0001"), Script("0002"));
        Run(
            connection,
            """
            insert into tenants (row, key, suspended, reborn, fenced_version) values (1, 'acme', 0, 0, 3), (2, 'globex', 0, 1, 0), (3, 'initech', 0, 0, 0);
            insert into connections (row, tenant_row, key, id) values (1, 1, 'okta-1', 'a');
            insert into users (id, tenant_row, connection_row, user_name, user_name_key, active, not_before, resource, revision, created, last_modified, fenced_version)
            values ('u1', 1, 1, 'ann', 'ann', 0, 0, '{}', 1, 0, 0, 7), ('u2', 1, 1, 'bob', 'bob', 1, 0, '{}', 1, 0, 0, 0);
            insert into tombstones (kind, tenant, id, deleted_at, fenced_version) values (2, 'acme', 'u3', 0, 9), (1, 'globex', 'globex', 0, 8), (2, 'globex', 'u4', 0, 6);
            """);

        Run(connection, Script("0003"));

        Rows(connection, "select key, fenced_version, inside_fenced_version, loss_fenced_version from tenants order by row")
            .ShouldBe(["acme 3 9 0", "globex 8 8 0", "initech 0 0 0"]);
        Rows(connection, "select fence, fence_losses from connections").ShouldBe(["0 0"]);
    }

    private static string Script(string number)
    {
        var assembly = typeof(EventIds).Assembly;
        var name = assembly.GetManifestResourceNames().Single(name => name.Contains($".Sqlite.{number}_", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static void Run(SqliteConnection connection, params IEnumerable<string> scripts)
    {
        foreach (var script in scripts)
        {
            using var command = connection.CreateCommand();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }
    }

    private static List<string> Rows(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)));
        return rows;
    }
}
