using System.Globalization;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>JavaScript's <c>String(date)</c> where local time is UTC. Does not allocate.</summary>
internal static class DateText
{
    private const string Days = "SunMonTueWedThuFriSat";
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>Writes the text; answers its length, at most 70.</summary>
    public static int Write(long instant, Span<char> buffer)
    {
        var days = Math.DivRem(instant, DateNumber.PerDay, out var ofDay);
        if (ofDay < 0)
            (days, ofDay) = (days - 1, ofDay + DateNumber.PerDay);

        var (year, month, day) = DateNumber.Split(days);
        var weekday = (int)(((days % 7) + 11) % 7); // 1970 began on a Thursday.
        var rest = buffer;
        Append(ref rest, Days.AsSpan(weekday * 3, 3));
        Append(ref rest, " ");
        Append(ref rest, Months.AsSpan((month - 1) * 3, 3));
        Append(ref rest, " ");
        Append(ref rest, day, "D2");
        Append(ref rest, year < 0 ? " -" : " ");
        Append(ref rest, Math.Abs(year), "D4");
        Append(ref rest, " ");
        Append(ref rest, ofDay / DateNumber.PerHour, "D2");
        Append(ref rest, ":");
        Append(ref rest, ofDay / DateNumber.PerMinute % 60, "D2");
        Append(ref rest, ":");
        Append(ref rest, ofDay / DateNumber.PerSecond % 60, "D2");
        Append(ref rest, " GMT+0000 (Coordinated Universal Time)");
        return buffer.Length - rest.Length;
    }

    private static void Append(ref Span<char> rest, ReadOnlySpan<char> text)
    {
        text.CopyTo(rest);
        rest = rest[text.Length..];
    }

    private static void Append(ref Span<char> rest, long number, string format)
    {
        number.TryFormat(rest, out var written, format, CultureInfo.InvariantCulture);
        rest = rest[written..];
    }
}
