using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>What logs say of a failure of the database; never what it was about.</summary>
internal static class DatabaseFault
{
    /// <summary>The database's own code of the error, or the exception's type.</summary>
    public static string CodeOf(Exception e) => e switch
    {
        SqliteException sqlite => $"SQLite error {sqlite.SqliteExtendedErrorCode}",
        DbException { SqlState: { } state } => $"SQLSTATE {state}",
        _ => e.GetType().Name,
    };
}
