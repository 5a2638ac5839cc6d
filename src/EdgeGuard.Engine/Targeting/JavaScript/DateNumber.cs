using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>Instants as JavaScript counts them: whole milliseconds since 1970, at most 8.64e15 away (ECMA-262 section 21.4.1).</summary>
internal static class DateNumber
{
    public const long PerSecond = 1000;
    public const long PerMinute = 60 * PerSecond;
    public const long PerHour = 60 * PerMinute;
    public const long PerDay = 24 * PerHour;

    /// <summary>A number as an instant, its fraction cut off; null when it is none.</summary>
    public static long? Clip(double number) =>
        Math.Abs(number) <= ActivePeriod.LastInstant ? (long)number : null;

    /// <summary>
    /// Midnight of a day of the Gregorian calendar, extended to all years; the month from 1, the day may be beyond the month's last.
    /// Years up to ±999,999,999.
    /// </summary>
    public static long OfDay(int year, int month, int day)
    {
        // Years that begin in March have the leap day last; 400 of them are 146,097 days.
        long shifted = month <= 2 ? year - 1 : year;
        var era = (shifted >= 0 ? shifted : shifted - 399) / 400;
        var yearOfEra = shifted - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return ((era * 146_097) + dayOfEra - 719_468) * PerDay;
    }

    /// <summary>The year, month (from 1) and day of a day counted from 1970-01-01.</summary>
    public static (long Year, int Month, int Day) Split(long days)
    {
        var shifted = days + 719_468;
        var era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097;
        var dayOfEra = shifted - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1);
        var month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }
}
