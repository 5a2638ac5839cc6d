using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Listing;

/// <summary>A part of a list: all pages together are the whole list, each item once. Immutable.</summary>
/// <param name="Items">May be fewer than asked for, or none, on any page.</param>
/// <param name="Next">Cursor of the next page; null when the list ends here.</param>
/// <param name="Now">The instant, in Unix milliseconds, that the whole list is of: that of its first page.</param>
public sealed record Page<T>(ImmutableArray<T> Items, string? Next, long Now)
{
    /// <summary>Why the list is empty, when every question about the subject, or any resource, is denied for one reason.</summary>
    public Reason Reason { get; init; }

    /// <summary>
    /// True when what was asked for is allowed on every resource, those that no row speaks of included, so that no list can name all.
    /// </summary>
    public bool Everything { get; init; }
}
