namespace EdgeGuard.Engine.Listing;

/// <summary>Which page of a list, and how much work it may cost. Immutable.</summary>
public sealed record PageRequest
{
    /// <summary>Default of <see cref="MaxItems"/>.</summary>
    public const int DefaultItems = 1000;

    /// <summary>Default of <see cref="MaxRows"/>: some milliseconds.</summary>
    public const int DefaultRows = 100_000;

    /// <summary><see cref="Page{T}.Next"/> of the page before; null for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items on the page; less than 1 counts as 1.</summary>
    public int MaxItems { get; init; } = DefaultItems;

    /// <summary>
    /// Most rows (users, resources with what they lie in and the grants to roles on these, features with their plans, linked permissions) to
    /// look at for the page, which ends early when they are used up, even without an item; less than 1 counts as 1. One item's own rows are
    /// always looked at to their end, and gathering the patterns of a subject's roles is not
    /// counted. What rules' patterns take counts as a row for each 100 ns.
    /// </summary>
    public int MaxRows { get; init; } = DefaultRows;
}
