using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>Lines of text, indented by two spaces a level. What names hold cannot break a line or command a terminal.</summary>
internal sealed class TextLines
{
    private readonly StringBuilder _text = new();

    public void Add(int level, string line)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(' ', 2 * level);
        foreach (var c in line)
        {
            if (IsPlain(c))
                _text.Append(c);
            else
                _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
    }

    public override string ToString() => _text.ToString();

    // Formats turn text round or hide it; separators end lines.
    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
