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
        var (days, ofDay) = (Math.DivRem(instant, DateNumber.PerDay, out var rest), rest);
        if (ofDay < 0)
            (days, ofDay) = (days - 1, ofDay + DateNumber.PerDay);

        var (year, month, day) = DateNumber.Split(days);
        var weekday = (int)(((days % 7) + 11) % 7); // 1970 began on a Thursday.
        buffer.TryWrite(
            CultureInfo.InvariantCulture,
            $"{Days.AsSpan(weekday * 3, 3)} {Months.AsSpan((month - 1) * 3, 3)} {day:00} {(year < 0 ? "-" : "")}{Math.Abs(year):0000} {ofDay / DateNumber.PerHour:00}:{ofDay / DateNumber.PerMinute % 60:00}:{ofDay / DateNumber.PerSecond % 60:00} GMT+0000 (Coordinated Universal Time)",
            out var length);
        return length;
    }
}
