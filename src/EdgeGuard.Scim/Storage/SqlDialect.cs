using System.Data.Common;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// What the databases say differently; every other text is the same for all of them. What it gives is constant, so that statements made
/// with it are too. Immutable.
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>An inner join. Where the planner has to be told, its left side is the outer loop.</summary>
    public abstract string Then { get; }

    /// <summary>A table of one column, <c>value</c>: what the parameter <c>@list</c> holds, which <see cref="ToList{T}"/> makes.</summary>
    public abstract string List { get; }

    /// <summary>True when a statement that fails ends its transaction, up to the last savepoint.</summary>
    public abstract bool FailureEndsTransaction { get; }

    /// <summary>Values as one parameter: the text of a statement must not depend on how many there are.</summary>
    /// <typeparam name="T">Text or 64-bit numbers.</typeparam>
    public abstract object ToList<T>(IReadOnlyCollection<T> values);

    /// <summary>Tells a refusal by a unique index from every other failure. The index is the judge, so that no race can pass it.</summary>
    public abstract StoreConflict ConflictOf(DbException e);
}
