namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>
/// JavaScript patterns (ECMA-262 section 22.2) without options, of the parts <c>. ^ $ | ( ) (?: ) [ ] [^ ] \d \w \s * + ? {n,m}</c> and
/// characters: the set of places where each part may end. Anything it cannot read is an invalid pattern, which matches nothing.
/// </summary>
internal static class SlowRegex
{
    /// <summary>From a place in the text, every place where a part of the pattern may have ended.</summary>
    internal delegate HashSet<int> Part(string text, int at);

    public static bool IsMatch(string pattern, string text) =>
        SlowRegexReader.Read(pattern) is { } part && Enumerable.Range(0, text.Length + 1).Any(at => part(text, at).Count > 0);

    public static Part One(Func<char, bool> isIt) => (text, at) => at < text.Length && isIt(text[at]) ? [at + 1] : [];

    public static Part Where(Func<string, int, bool> holds) => (text, at) => holds(text, at) ? [at] : [];

    public static Part Either(IReadOnlyList<Part> parts) => (text, at) => [.. parts.SelectMany(part => part(text, at))];

    public static Part Sequence(IReadOnlyList<Part> parts) =>
        (text, at) => parts.Aggregate(new HashSet<int> { at }, (places, part) => [.. places.SelectMany(place => part(text, place))]);

    public static Part Repeat(Part part, int least, int most) => (text, at) =>
    {
        var places = Sequence([.. Enumerable.Repeat(part, least)])(text, at);
        var all = new HashSet<int>(places);
        for (var count = least; count < most && places.Count > 0; count++)
        {
            places = [.. places.SelectMany(place => part(text, place)).Where(all.Add)];
        }

        return all;
    };
}
