namespace EdgeGuard.Engine.Listing;

/// <summary>A page, or why its cursor was refused. Immutable.</summary>
/// <param name="Page">Null when refused.</param>
/// <param name="Refusal">Why.</param>
public readonly record struct PageResult<T>(Page<T>? Page, CursorRefusal Refusal);
