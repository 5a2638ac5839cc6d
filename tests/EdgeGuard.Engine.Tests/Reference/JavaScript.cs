using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>The conversions of ECMA-262 that the operations of SEMANTICS section 5 lean on.</summary>
internal static partial class JavaScript
{
    // WhiteSpace and LineTerminator, sections 12.2 and 12.3.
    private const string Space = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    /// <summary>Section 7.1.4, ToNumber; an object goes through its text, a Date is its time.</summary>
    public static double ToNumber(Value? value) => value switch
    {
        null => 0,
        Value.Number number => number.Amount,
        Value.Truth truth => truth.IsTrue ? 1 : 0,
        Value.Date date => date.Time,
        _ => TextToNumber(ToText(value)),
    };

    /// <summary>Section 7.1.17, ToString.</summary>
    public static string ToText(Value? value) => value switch
    {
        null => "null",
        Value.Text text => text.Chars,
        Value.Number number => NumberToText(number.Amount),
        Value.Truth truth => truth.IsTrue ? "true" : "false",
        Value.Date date => JavaScriptDate.ToText(date.Time),
        Value.List list => string.Join(',', list.Items.Select(item => item is null ? "" : ToText(item))),
        _ => "[object Object]",
    };

    private static double TextToNumber(string text)
    {
        var trimmed = text.Trim(Space.ToCharArray());
        if (trimmed.Length == 0)
            return 0;
        if (Radix.Match(trimmed) is { Success: true } radix)
            return DigitsToNumber(trimmed[2..], radix.Value[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, _ => 2 });
        if (Infinite.IsMatch(trimmed))
            return trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return Decimal.IsMatch(trimmed) ? double.Parse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture) : double.NaN;
    }

    private static double DigitsToNumber(string digits, int radix)
    {
        var sum = 0.0;
        foreach (var digit in digits)
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix)
                return double.NaN;
            sum = (sum * radix) + value;
        }

        return sum;
    }

    // Section 6.1.6.1.20, Number::toString.
    private static string NumberToText(double number)
    {
        if (number == 0)
            return "0";
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";

        // The shortest digits d1d2...dk that read back as the number, and n such that it is 0.d1d2...dk × 10^n.
        var parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].Split('.');
        var all = point[0] + (point.Length > 1 ? point[1] : "");
        var n = point[0].Length + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (all.Length - all.TrimStart('0').Length);
        var digits = all.Trim('0');
        var k = digits.Length;

        var exponent = (n > 0 ? "+" : "-") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return (number < 0 ? "-" : "") + n switch
        {
            _ when k <= n && n <= 21 => digits + new string('0', n - k),
            > 0 and <= 21 => digits[..n] + "." + digits[n..],
            > -6 and <= 0 => "0." + new string('0', -n) + digits,
            _ when k == 1 => digits + "e" + exponent,
            _ => digits[..1] + "." + digits[1..] + "e" + exponent,
        };
    }

    [GeneratedRegex("^0[xXoObB](?=.)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Radix { get; }

    [GeneratedRegex(@"^[+-]?Infinity\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Infinite { get; }

    [GeneratedRegex(@"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Decimal { get; }
}
