using System.Globalization;
using System.Text;

namespace EdgeGuard.Edge.Proxy;

/// <summary>Text as the value of an identity header: visible ASCII, so that every HTTP library reads the same. Thread-safe.</summary>
internal static class HeaderText
{
    private static NumberText _lastNumber = new(0, "0");

    /// <summary>
    /// The value itself when it is visible ASCII without <c>%</c>; else every other character of it as percent-encoded UTF-8 (and
    /// <c>%</c> as <c>%25</c>), so that percent-decoding always gives the value back.
    /// </summary>
    public static string Encode(string value) =>
        value.AsSpan().ContainsAnyExceptInRange('!', '~') || value.Contains('%', StringComparison.Ordinal) ? EncodeRare(value) : value;

    /// <summary>The number in decimal digits; the text of the last number is kept, for versions hardly change between requests.</summary>
    public static string Number(long number)
    {
        var last = Volatile.Read(ref _lastNumber);
        if (last.Number == number)
            return last.Text;
        var text = number.ToString(CultureInfo.InvariantCulture);
        Volatile.Write(ref _lastNumber, new NumberText(number, text));
        return text;
    }

    private static string EncodeRare(string value)
    {
        var text = new StringBuilder(value.Length * 3);
        foreach (var unit in Encoding.UTF8.GetBytes(value))
        {
            if (unit is > 0x20 and < 0x7f and not (byte)'%')
                text.Append((char)unit);
            else
                text.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private sealed record NumberText(long Number, string Text);
}
