namespace EdgeGuard.Engine.Matching;

/// <summary>
/// What a permission pattern covers (SEMANTICS section 7.2). Patterns are kept as they were written: there is nothing to prepare that would
/// make <see cref="Covers"/> faster. Many of them at once are the matter of <see cref="PermissionIndex"/>. Allocates nothing.
/// </summary>
internal static class Pattern
{
    /// <summary>False when the text covers itself alone.</summary>
    public static bool IsPattern(string text) => text.Contains('*', StringComparison.Ordinal);

    /// <summary>The x of a pattern <c>x*</c>, which may end in more stars than one; null of other texts.</summary>
    public static string? PrefixOf(string text)
    {
        var star = text.IndexOf('*', StringComparison.Ordinal);
        return star >= 0 && text.AsSpan(star).IndexOfAnyExcept('*') < 0 ? text[..star] : null;
    }

    /// <summary>The text, with one star at its end instead of many: what covers the same is the same.</summary>
    public static string Shortest(string text) => text.EndsWith("**", StringComparison.Ordinal) ? text.TrimEnd('*') + '*' : text;

    /// <summary>True when the pattern covers the whole name: each <c>*</c> any run of characters, all else literal.</summary>
    public static bool Covers(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
            return pattern.SequenceEqual(name);
        if (!name.StartsWith(pattern[..star]))
            return false;

        var rest = name[star..];
        while (true)
        {
            pattern = pattern[(star + 1)..];
            star = pattern.IndexOf('*');
            if (star < 0)
                return rest.EndsWith(pattern);
            // Each piece at its first place: what is right for the rest of the name stays right for more of it.
            var at = rest.IndexOf(pattern[..star]);
            if (at < 0)
                return false;
            rest = rest[(at + star)..];
        }
    }
}
