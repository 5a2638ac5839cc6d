using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// A character class as ranges of UTF-16 code units, and its .NET spelling. Spelt out, so that nothing of what .NET would read into <c>\d</c>, <c>\w</c>, <c>\s</c>
/// or a bracket is left.
/// </summary>
internal sealed class CharSet
{
    private readonly List<(int First, int Last)> _ranges = [];

    /// <summary>The letters, digits and underscore that <c>\b</c> looks for.</summary>
    public static string Words => "[0-9A-Z_a-z]";

    /// <summary>What a dot stands for: anything but a line end.</summary>
    public static string Dot => "[^\\n\\r\\u2028\\u2029]";

    public static string Everything => "[\\u0000-\\uFFFF]";

    public static string Nothing => "[^\\u0000-\\uFFFF]";

    public void Add(int first, int last) => _ranges.Add((first, last));

    /// <summary>Adds the class that an escape names: one of <c>d D w W s S</c>.</summary>
    public void AddNamed(char name)
    {
        ReadOnlySpan<(int First, int Last)> named = (char)(name | 0x20) switch
        {
            'd' => [('0', '9')],
            'w' => [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
            _ => [('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)],
        };
        if (char.IsAsciiLetterLower(name))
        {
            foreach (var (first, last) in named)
                Add(first, last);
            return;
        }

        var next = 0;
        foreach (var (first, last) in named)
        {
            Add(next, first - 1);
            next = last + 1;
        }

        Add(next, char.MaxValue);
    }

    /// <summary>The .NET class. An empty one matches nothing; negated, everything.</summary>
    public string Write(bool negated)
    {
        if (_ranges.Count == 0)
            return negated ? Everything : Nothing;

        _ranges.Sort();
        var text = new StringBuilder(negated ? "[^" : "[");
        var (from, to) = _ranges[0];
        foreach (var (first, last) in _ranges)
        {
            if (first > to + 1)
            {
                Append(text, from, to);
                (from, to) = (first, last);
            }

            to = Math.Max(to, last);
        }

        Append(text, from, to);
        return text.Append(']').ToString();
    }

    private static void Append(StringBuilder text, int first, int last)
    {
        text.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}");
        if (last > first)
            text.Append(CultureInfo.InvariantCulture, $"-\\u{last:X4}");
    }
}
