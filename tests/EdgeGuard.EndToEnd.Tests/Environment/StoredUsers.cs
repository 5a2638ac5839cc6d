using Microsoft.Data.Sqlite;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>Looks into scim's database from outside: the only way to see what is committed and not answered yet.</summary>
internal static class StoredUsers
{
    public static bool IsActive(string folder, string user)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "edgeguard.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ConnectionString;
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select active from users where id = $id";
        command.Parameters.AddWithValue("$id", user);
        return command.ExecuteScalar() is 1L;
    }
}
