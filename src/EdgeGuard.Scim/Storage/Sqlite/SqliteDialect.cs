using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EdgeGuard.Scim.Storage.Sqlite;

/// <inheritdoc/>
/// <remarks>Lists travel as JSON text. CROSS JOIN fixes the loop order, which the planner, without statistics, may get wrong by a factor of 10,000.</remarks>
internal sealed class SqliteDialect : SqlDialect
{
    private const int ConstraintUnique = 2067;

    private SqliteDialect()
    {
    }

    public static SqliteDialect Instance { get; } = new();

    public override string Then => "cross join";

    public override string List => "json_each(@list)";

    public override bool FailureEndsTransaction => false;

    public override object ToList<T>(IReadOnlyCollection<T> values) => JsonSerializer.Serialize(values);

    public override StoreConflict ConflictOf(DbException e) =>
        e is not SqliteException { SqliteExtendedErrorCode: ConstraintUnique } ? StoreConflict.None
        : e.Message.Contains("user_name_key", StringComparison.Ordinal) ? StoreConflict.UserName
        : e.Message.Contains("external_id", StringComparison.Ordinal) ? StoreConflict.ExternalId
        : StoreConflict.None;
}
