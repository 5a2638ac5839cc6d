using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>The numbers found in a date text, and the instant that they make.</summary>
internal struct DateFields
{
    private const int DayParts = 3;
    private const int TimeParts = 4;

    // Beyond ±275,760 nothing is an instant.
    private const int MaxYear = 300_000;

    private Parts _day;
    private Parts _time;
    private int _days;
    private int _times;
    private int? _month;
    private int? _halfDay;
    private int? _zoneSign;
    private int? _zoneHour;
    private int? _zoneMinute;

    /// <summary>Year, month, day in this order, and no century is guessed.</summary>
    public bool IsIso { get; set; }

    public readonly bool HasDay => _days > 0;

    public readonly bool HasTime => _times > 0;

    public readonly bool HasZone => _zoneHour is not null;

    public readonly bool IsUtc => _zoneHour == 0 && _zoneMinute == 0;

    public static bool IsMonth(int value) => value is >= 1 and <= 12;

    public static bool IsDay(int value) => value is >= 1 and <= 31;

    public static bool IsHour(int value) => value is >= 0 and <= 23;

    public static bool IsMinuteOrSecond(int value) => value is >= 0 and <= 59;

    public readonly bool ExpectsZoneMinute(int value) => _zoneHour is not null && _zoneMinute is null && IsMinuteOrSecond(value);

    /// <summary>True when the number can be the next part of a time that has begun.</summary>
    public readonly bool ExpectsTime(int value) => _times is 1 or 2 ? IsMinuteOrSecond(value) : _times == 3 && value is >= 0 and <= 999;

    public bool AddDay(int value)
    {
        if (_days == DayParts)
            return false;
        _day[_days++] = value;
        return true;
    }

    public bool AddTime(int value)
    {
        if (_times == TimeParts)
            return false;
        _time[_times++] = value;
        return true;
    }

    public bool AddLastTime(int value)
    {
        if (!AddTime(value))
            return false;
        _times = TimeParts;
        return true;
    }

    public void SetMonth(int month) => _month = month;

    public void SetHalfDay(int hours) => _halfDay = hours;

    public void SetZone(int hours)
    {
        _zoneSign = hours < 0 ? -1 : 1;
        _zoneHour = Math.Abs(hours);
        _zoneMinute = 0;
    }

    public void SetZoneSign(int sign) => _zoneSign = sign;

    public void SetZoneTime(int hour, int? minute)
    {
        _zoneHour = hour;
        _zoneMinute = minute;
    }

    public void SetZoneMinute(int minute) => _zoneMinute = minute;

    /// <summary>The instant; null when the numbers make none.</summary>
    public readonly long? Instant() =>
        Date() is { } date && TimeOfDay() is { } time && ZoneOffset() is { } offset ? DateNumber.Clip(date + time - offset) : null;

    /// <summary>The day. Parts that are missing are 1, the year of a month and day too: 2001.</summary>
    private readonly long? Date()
    {
        if (_days == 0)
            return null;

        var (first, second, third) = (_day[0], _days > 1 ? _day[1] : 1, _days > 2 ? _day[2] : 1);
        var (year, month, day) = _month switch
        {
            null when IsIso || !IsDay(first) => (first, second, third),
            null => (third, first, second),
            { } named when !IsDay(first) => (first, named, second),
            { } named => (second, named, first),
        };
        if (!IsIso && year is >= 0 and <= 99)
            year += year <= 49 ? 2000 : 1900;
        return Math.Abs(year) <= MaxYear && IsMonth(month) && IsDay(day) ? DateNumber.OfDay(year, month, day) : null;
    }

    private readonly long? TimeOfDay()
    {
        var (hour, minute, second, millisecond) = (Time(0), Time(1), Time(2), Time(3));
        if (_halfDay is { } hours)
        {
            if (hour is < 0 or > 12)
                return null;
            hour = (hour % 12) + hours;
        }

        var isMidnight = hour == 24 && minute == 0 && second == 0 && millisecond == 0;
        if (!isMidnight && !(IsHour(hour) && IsMinuteOrSecond(minute) && IsMinuteOrSecond(second) && millisecond is >= 0 and <= 999))
            return null;
        return (hour * DateNumber.PerHour) + (minute * DateNumber.PerMinute) + (second * DateNumber.PerSecond) + millisecond;
    }

    private readonly int Time(int part) => part < _times ? _time[part] : 0;

    /// <summary>How far the text's clock is ahead of UTC. Without a zone it is the server's, and servers run in UTC.</summary>
    private readonly long? ZoneOffset()
    {
        if (_zoneSign is not { } sign)
            return 0;
        var seconds = unchecked(((uint)(_zoneHour ?? 0) * 3600) + ((uint)(_zoneMinute ?? 0) * 60));
        return seconds <= int.MaxValue ? sign * (seconds * DateNumber.PerSecond) : null;
    }

    [InlineArray(TimeParts)]
    private struct Parts
    {
        private int _first;
    }
}
