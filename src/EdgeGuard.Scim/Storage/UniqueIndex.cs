using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage;

/// <summary>Tells a refusal by a unique index from every other failure. The index is the judge, so that no race can pass it.</summary>
internal static class UniqueIndex
{
    private const int ConstraintUnique = 2067;

    public static bool Refused(SqliteException e, out StoreConflict conflict)
    {
        conflict = e.SqliteExtendedErrorCode != ConstraintUnique ? StoreConflict.None
            : e.Message.Contains("user_name_key", StringComparison.Ordinal) ? StoreConflict.UserName
            : e.Message.Contains("external_id", StringComparison.Ordinal) ? StoreConflict.ExternalId
            : StoreConflict.None;
        return conflict != StoreConflict.None;
    }
}
