namespace EdgeGuard.Scim.Storage;

/// <summary>The row as it is now, or the unique index that refused it.</summary>
internal readonly record struct Stored<T>(T? Row, StoreConflict Conflict)
    where T : class
{
    public static implicit operator Stored<T>(T row) => new(row, StoreConflict.None);

    public static implicit operator Stored<T>(StoreConflict conflict) => new(null, conflict);
}
