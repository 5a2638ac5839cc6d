using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Dates of ECMA-262 section 21.4, in a process whose local time is UTC.</summary>
internal static partial class JavaScriptDate
{
    private const double DayLength = 86_400_000;
    private const double Furthest = 8.64e15;

    private static readonly int[] DaysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] Weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

    /// <summary>What <c>new Date(x)</c> holds; null for an invalid one.</summary>
    public static double? Of(JsonElement operand) => operand.ValueKind switch
    {
        JsonValueKind.String => Parse(operand.GetString()!),
        JsonValueKind.Number => Clip(operand.GetDouble()),
        JsonValueKind.True => 1,
        JsonValueKind.False or JsonValueKind.Null => 0,
        _ => null,
    };

    /// <summary>Section 21.4.1.32, the date time string format; a day past the end of its month runs on into the next, as V8 has it.</summary>
    public static double? Parse(string text)
    {
        if (Format.Match(text) is not { Success: true } match || match.Groups["year"].Value == "-000000")
            return null;

        int Part(string name, int absent) => match.Groups[name] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : absent;
        var (month, day) = (Part("month", 1), Part("day", 1));
        var (hour, minute, second) = (Part("hour", 0), Part("minute", 0), Part("second", 0));
        var fraction = match.Groups["fraction"].Value.PadRight(3, '0')[..3];
        var (zoneHour, zoneMinute) = (Part("zoneHour", 0), Part("zoneMinute", 0));
        var isMidnight = hour == 24 && minute == 0 && second == 0 && fraction == "000";
        if (month is < 1 or > 12 || day is < 1 or > 31 || (hour > 23 && !isMidnight) || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59)
            return null;

        var days = DaysBeforeYear(Part("year", 0)) + DaysBeforeMonth[month - 1] + (month > 2 && IsLeap(Part("year", 0)) ? 1 : 0) + day - 1;
        var zone = ((zoneHour * 60) + zoneMinute) * 60_000.0 * (match.Groups["sign"].Value == "-" ? -1 : 1);
        var time = (((((hour * 60) + minute) * 60) + second) * 1000.0) + int.Parse(fraction, CultureInfo.InvariantCulture);
        return Clip((days * DayLength) + time - zone);
    }

    /// <summary>Section 21.4.1.31, TimeClip.</summary>
    public static double? Clip(double time) => Math.Abs(time) <= Furthest ? Math.Truncate(time) : null;

    /// <summary>Section 21.4.4.41, Date.prototype.toString.</summary>
    public static string ToText(double time)
    {
        var day = (long)Math.Floor(time / DayLength);
        var year = 1970 + (int)Math.Floor(day / 365.2425);
        while (DaysBeforeYear(year) > day)
            year--;
        while (DaysBeforeYear(year + 1) <= day)
            year++;

        var left = (int)(day - DaysBeforeYear(year));
        int Before(int month) => DaysBeforeMonth[month] + (month > 1 && IsLeap(year) ? 1 : 0);
        var inYear = Enumerable.Range(0, 12).Last(month => Before(month) <= left);
        var weekday = Weekdays[(int)(((day % 7) + 7) % 7)];
        var clock = TimeSpan.FromMilliseconds(time - (day * DayLength)).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
        var shown = (year < 0 ? "-" : "") + Math.Abs(year).ToString("0000", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture, $"{weekday} {Months[inYear]} {left - Before(inYear) + 1:00} {shown} {clock} GMT+0000 (Coordinated Universal Time)");
    }

    // Counted from 1970.
    private static long DaysBeforeYear(int year)
    {
        static long Floor(int a, int b) => (long)Math.Floor((double)a / b);
        var past = year - 1;
        return (365L * (year - 1970)) + Floor(past, 4) - Floor(past, 100) + Floor(past, 400) - (Floor(1969, 4) - Floor(1969, 100) + Floor(1969, 400));
    }

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    [GeneratedRegex(
        @"^(?<year>[0-9]{4}|[+-][0-9]{6})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?)?" +
        @"(T(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?" +
        @"(Z|(?<sign>[+-])(?<zoneHour>[0-9]{2}):(?<zoneMinute>[0-9]{2}))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Format { get; }
}
