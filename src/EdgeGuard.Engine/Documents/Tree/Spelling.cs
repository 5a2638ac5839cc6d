namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
public static class Spelling
{
    private const int LongestWord = 64;
    private const int MostWords = 10_000;

    /// <summary>
    /// <c>, did you mean "x"?</c> for the nearest of <paramref name="words"/>, or a full stop when none is near: at most two letters differ
    /// (one in short words), whatever the case.
    /// </summary>
    public static string Hint(string word, IEnumerable<string> words) => Nearest(word, words) is { } nearest ? $", did you mean \"{nearest}\"?" : ".";

    private static string? Nearest(string word, IEnumerable<string> words)
    {
        if (word.Length > LongestWord)
            return null;
        string? nearest = null;
        var least = word.Length < 5 ? 2 : 3;
        foreach (var candidate in words.Take(MostWords))
        {
            if (Math.Abs(candidate.Length - word.Length) >= least)
                continue;
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            // One-letter words would all be near each other.
            if (distance < least && distance < word.Length)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    // Optimal string alignment: an exchange of neighbours counts once.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(changed, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
