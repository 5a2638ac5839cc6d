namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>White space and line ends as ECMAScript has them (sections 12.2 and 12.3).</summary>
internal static class Space
{
    public static bool IsSpace(char character) => character switch
    {
        >= '\t' and <= '\r' or ' ' => true,
        < '\u00a0' => false,
        '\u00a0' or '\u1680' or (>= '\u2000' and <= '\u200a') or '\u2028' or '\u2029' or '\u202f' or '\u205f' or '\u3000' or '\ufeff' => true,
        _ => false,
    };

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsSpace(text[0]))
            text = text[1..];
        while (!text.IsEmpty && IsSpace(text[^1]))
            text = text[..^1];
        return text;
    }
}
