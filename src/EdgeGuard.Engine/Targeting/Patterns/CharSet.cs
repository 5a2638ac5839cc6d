using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// A character class as ranges of UTF-16 code units. Spelt out, so that nothing of what others would read into <c>\d</c>, <c>\w</c>, <c>\s</c> or a bracket is
/// left. Immutable.
/// </summary>
internal sealed class CharSet
{
    private const int AsciiHalf = 64;

    private readonly ulong _low;
    private readonly ulong _high;
    private readonly char[] _firsts;
    private readonly char[] _lasts;

    /// <param name="ranges">In any order; they may overlap.</param>
    /// <param name="negated">Everything but them.</param>
    public CharSet(List<(int First, int Last)> ranges, bool negated)
    {
        ranges.Sort();
        var merged = new List<(int First, int Last)>();
        foreach (var (first, last) in ranges)
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }

        if (negated)
            merged = Negate(merged);
        _firsts = [.. merged.Select(range => (char)range.First)];
        _lasts = [.. merged.Select(range => (char)range.Last)];
        for (var character = '\0'; character < AsciiHalf; character++)
        {
            _low |= IsInRanges(character) ? 1UL << character : 0;
            _high |= IsInRanges((char)(character + AsciiHalf)) ? 1UL << character : 0;
        }
    }

    public static CharSet Digits { get; } = new([('0', '9')], negated: false);

    /// <summary>The letters, digits and underscore that <c>\b</c> looks for.</summary>
    public static CharSet Words { get; } = new([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')], negated: false);

    /// <summary>ECMA-262 sections 12.2 and 12.3.</summary>
    public static CharSet Spaces { get; } = new(
        [('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)],
        negated: false);

    /// <summary>What a dot stands for: anything but a line end.</summary>
    public static CharSet Dot { get; } = new([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)], negated: true);

    public IEnumerable<(int First, int Last)> Ranges => _firsts.Zip(_lasts, (first, last) => ((int)first, (int)last));

    /// <summary>The class that an escape names: one of <c>d D w W s S</c>.</summary>
    public static CharSet Named(char name)
    {
        var set = (char)(name | 0x20) switch { 'd' => Digits, 'w' => Words, _ => Spaces };
        return char.IsAsciiLetterLower(name) ? set : new CharSet([.. set.Ranges], negated: true);
    }

    public bool Contains(char character) => character switch
    {
        < (char)AsciiHalf => ((_low >> character) & 1) != 0,
        < (char)(2 * AsciiHalf) => ((_high >> (character - AsciiHalf)) & 1) != 0,
        _ => IsInRanges(character),
    };

    /// <summary>The .NET spelling.</summary>
    public override string ToString()
    {
        if (_firsts.Length == 0)
            return "[^\\u0000-\\uFFFF]";
        var text = new StringBuilder("[");
        foreach (var (first, last) in Ranges)
            text.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}-\\u{last:X4}");
        return text.Append(']').ToString();
    }

    private static List<(int First, int Last)> Negate(List<(int First, int Last)> ranges)
    {
        var others = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in ranges)
        {
            if (first > next)
                others.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= char.MaxValue)
            others.Add((next, char.MaxValue));
        return others;
    }

    private bool IsInRanges(char character)
    {
        var place = Array.BinarySearch(_firsts, character);
        if (place < 0)
            place = ~place - 1;
        return place >= 0 && character <= _lasts[place];
    }
}
