namespace EdgeGuard.Scim.Admin;

/// <summary>A member of the admin API's bodies whose values are words. Immutable.</summary>
/// <param name="member">Its name.</param>
/// <param name="words">The words and what they mean.</param>
internal sealed class Choice<T>(string member, params IReadOnlyList<(string Word, T Value)> words)
    where T : struct, Enum
{
    /// <summary>Names the words.</summary>
    public string Fault { get; } = $"{member} is {string.Join(", ", words.SkipLast(1).Select(word => word.Word))} or {words[^1].Word}.";

    /// <param name="text">Null where a body does not say it.</param>
    /// <param name="otherwise">What holds then.</param>
    /// <param name="value">What it says.</param>
    public bool TryParse(string? text, T otherwise, out T value)
    {
        value = otherwise;
        if (text is null)
            return true;
        foreach (var word in words)
        {
            if (word.Word != text)
                continue;
            value = word.Value;
            return true;
        }

        return false;
    }

    public string Format(T value) => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Word;
}
