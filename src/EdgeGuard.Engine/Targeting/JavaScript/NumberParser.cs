using System.Globalization;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>JavaScript's <c>Number(text)</c> (ECMA-262 section 7.1.4.1). Does not allocate.</summary>
internal static class NumberParser
{
    /// <summary>The number; NaN when the text is none, 0 when it is empty.</summary>
    public static double Parse(ReadOnlySpan<char> text)
    {
        text = Space.Trim(text);
        if (text.IsEmpty)
            return 0;
        if (text.Length > 2 && text[0] == '0')
        {
            switch (text[1] | 0x20)
            {
                case 'x':
                    return ParseBits(text[2..], bitsPerDigit: 4);
                case 'o':
                    return ParseBits(text[2..], bitsPerDigit: 3);
                case 'b':
                    return ParseBits(text[2..], bitsPerDigit: 1);
            }
        }

        var unsigned = text[0] is '+' or '-' ? text[1..] : text;
        if (unsigned is "Infinity")
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return IsDecimal(unsigned) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }

    /// <summary>Digits with at most one point among them, and an exponent.</summary>
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var whole = SkipDigits(ref text);
        var fraction = 0;
        if (text is ['.', ..])
        {
            text = text[1..];
            fraction = SkipDigits(ref text);
        }

        if (whole + fraction == 0)
            return false;
        if (text is not ['e' or 'E', ..])
            return text.IsEmpty;
        text = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
        return SkipDigits(ref text) > 0 && text.IsEmpty;
    }

    private static int SkipDigits(ref ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        text = text[count..];
        return count;
    }

    /// <summary>Digits of a radix that is a power of two, rounded half to even: 64 bits are kept, and whether any bit below them was set.</summary>
    private static double ParseBits(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        var bits = 0UL;
        var exponent = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiHexDigit(character) ? (char.IsAsciiDigit(character) ? character - '0' : (character | 0x20) - 'a' + 10) : int.MaxValue;
            if (digit >> bitsPerDigit != 0)
                return double.NaN;
            if (bits >> (64 - bitsPerDigit) == 0)
            {
                bits = (bits << bitsPerDigit) | (uint)digit;
            }
            else
            {
                exponent = Math.Min(exponent + bitsPerDigit, 4096);
                bits |= digit == 0 ? 0UL : 1UL;
            }
        }

        return Math.ScaleB((double)bits, exponent);
    }
}
