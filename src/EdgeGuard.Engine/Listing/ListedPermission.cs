using System.Collections.Immutable;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// A granted permission pattern (SEMANTICS section 7) that is not wholly closed by features. A name without <c>*</c> is allowed. Of a
/// pattern, each name that it covers is allowed, unless <paramref name="Except"/> covers it and <paramref name="Unless"/> does not. Immutable.
/// </summary>
/// <param name="Pattern">As it was granted.</param>
/// <param name="Except">
/// Permissions linked to features that the subject lacks now, as far as they have names in common with the pattern: sorted ordinally,
/// <c>*</c> as in patterns.
/// </param>
/// <param name="Unless">Those linked to features that the subject has, which open again part of what is excepted; in the same form.</param>
public sealed record ListedPermission(string Pattern, ImmutableArray<string> Except, ImmutableArray<string> Unless)
{
    /// <inheritdoc/>
    public bool Equals(ListedPermission? other) =>
        other is not null && Pattern == other.Pattern &&
        Except.AsSpan().SequenceEqual(other.Except.AsSpan()) && Unless.AsSpan().SequenceEqual(other.Unless.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Except.Length, Unless.Length);
}
