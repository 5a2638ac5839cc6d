using System.Globalization;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>JavaScript's <c>String(number)</c> (ECMA-262 section 6.1.6.1.20): the shortest digits that give the number back. Does not allocate.</summary>
internal static class NumberText
{
    // Digits to the left of the point from which on there is an exponent, and zeros after it up to which there is none.
    private const int MaxWhole = 21;
    private const int MinFraction = -6;

    /// <summary>Writes the text; answers its length, at most 32.</summary>
    public static int Write(double number, Span<char> buffer)
    {
        if (!double.IsFinite(number))
            return Copy(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity", buffer);
        if (number == 0)
            return Copy("0", buffer); // Negative zero too.

        var length = 0;
        if (number < 0)
            buffer[length++] = '-';

        Span<char> digits = stackalloc char[32];
        var point = Digits(Math.Abs(number), digits, out var count);
        return length + Lay(digits[..count], point, buffer[length..]);
    }

    /// <summary>The shortest digits; answers where the point is: after that many of them.</summary>
    private static int Digits(double number, Span<char> digits, out int count)
    {
        Span<char> text = stackalloc char[32];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        var exponent = 0;
        var mark = text[..length].IndexOf('E');
        if (mark >= 0)
            exponent = int.Parse(text[(mark + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = -1;
        count = 0;
        foreach (var character in text[..(mark < 0 ? length : mark)])
        {
            if (character == '.')
                point = count;
            else
                digits[count++] = character;
        }

        if (point < 0)
            point = count;
        var zeros = digits[..count].IndexOfAnyExcept('0');
        digits[zeros..count].CopyTo(digits);
        count -= zeros;
        while (digits[count - 1] == '0')
            count--;
        return point - zeros + exponent;
    }

    private static int Lay(ReadOnlySpan<char> digits, int point, Span<char> buffer)
    {
        if (digits.Length <= point && point <= MaxWhole)
        {
            digits.CopyTo(buffer);
            buffer[digits.Length..point].Fill('0');
            return point;
        }

        if (point is > 0 and <= MaxWhole)
        {
            digits[..point].CopyTo(buffer);
            buffer[point] = '.';
            digits[point..].CopyTo(buffer[(point + 1)..]);
            return digits.Length + 1;
        }

        if (point is > MinFraction and <= 0)
        {
            buffer[..(2 - point)].Fill('0');
            buffer[1] = '.';
            digits.CopyTo(buffer[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        var length = 0;
        buffer[length++] = digits[0];
        if (digits.Length > 1)
        {
            buffer[length++] = '.';
            digits[1..].CopyTo(buffer[length..]);
            length += digits.Length - 1;
        }

        buffer[length++] = 'e';
        buffer[length++] = point > 0 ? '+' : '-';
        Math.Abs(point - 1).TryFormat(buffer[length..], out var written, default, CultureInfo.InvariantCulture);
        return length + written;
    }

    private static int Copy(string text, Span<char> buffer)
    {
        text.CopyTo(buffer);
        return text.Length;
    }
}
