using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>Reads the name of a group: a JavaScript identifier up to <c>&gt;</c>, in which characters may be escaped (ECMA-262 section 22.2.1).</summary>
internal static class GroupName
{
    /// <summary>On true <paramref name="place"/> is behind the <c>&gt;</c>.</summary>
    public static bool TryRead(string pattern, ref int place, [NotNullWhen(true)] out string? name)
    {
        name = null;
        var text = new StringBuilder();
        while (place < pattern.Length && pattern[place] != '>')
        {
            if (!TryReadRune(pattern, ref place, out var rune) || !IsPart(rune, isFirst: text.Length == 0))
                return false;
            text.Append(rune.ToString());
        }

        if (place >= pattern.Length || text.Length == 0)
            return false;
        place++;
        name = text.ToString();
        return true;
    }

    private static bool TryReadRune(string pattern, ref int place, out Rune rune)
    {
        if (pattern[place] != '\\')
        {
            if (!Rune.TryGetRuneAt(pattern, place, out rune))
                return false;
            place += rune.Utf16SequenceLength;
            return true;
        }

        rune = default;
        var rest = pattern.AsSpan(place);
        if (rest.StartsWith("\\u{"))
        {
            var end = rest.IndexOf('}');
            if (end < 4 || !TryHex(rest[3..end], out var value))
                return false;
            place += end + 1;
            return Rune.TryCreate(value, out rune);
        }

        if (rest.Length < 6 || rest[1] != 'u' || !TryHex(rest[2..6], out var unit))
            return false;
        place += 6;
        if (Rune.TryCreate(unit, out rune))
            return true;

        // Two escapes may make one character.
        if (rest.Length < 12 || rest[6] != '\\' || rest[7] != 'u' || !TryHex(rest[8..12], out var low))
            return false;
        place += 6;
        return Rune.TryCreate((char)unit, (char)low, out rune);
    }

    private static bool TryHex(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0;

    private static bool IsPart(Rune rune, bool isFirst) => rune.Value is '$' or '_' || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or
            UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or
            UnicodeCategory.ConnectorPunctuation => !isFirst,
        _ => !isFirst && rune.Value is 0x200C or 0x200D,
    };
}
