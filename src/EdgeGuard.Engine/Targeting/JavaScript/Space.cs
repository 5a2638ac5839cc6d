using System.Buffers;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>White space and line ends as ECMAScript has them (sections 12.2 and 12.3), which is what <c>\s</c> and number texts use.</summary>
internal static class Space
{
    public static readonly SearchValues<char> All = SearchValues.Create(
        "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff");

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(All);
        return start < 0 ? [] : text[start..(text.LastIndexOfAnyExcept(All) + 1)];
    }
}
