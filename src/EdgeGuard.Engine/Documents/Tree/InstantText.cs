using System.Globalization;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>
/// Instants in documents: <c>2026-01-31</c> (midnight UTC), <c>2026-01-31T09:00Z</c> with optional seconds, up to milliseconds and an offset that must be said.
/// </summary>
public static class InstantText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.fzzz", "yyyy-MM-dd'T'HH:mm:ss.ffzzz",
        "yyyy-MM-dd'T'HH:mm:ss.fffzzz",
    ];

    /// <summary>Reads ISO 8601 text.</summary>
    public static bool TryParse(string text, out long instant)
    {
        instant = 0;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            instant = new DateTimeOffset(date.ToDateTime(default), TimeSpan.Zero).ToUnixTimeMilliseconds();
            return true;
        }

        // "zzz" does not know Z, and takes +1:00 and +0100 as well, which ISO 8601 does not.
        var withOffset = text.EndsWith('Z') ? string.Concat(text.AsSpan(0, text.Length - 1), "+00:00") : text;
        if (withOffset is not [.., '+' or '-', _, _, ':', _, _] ||
            !DateTimeOffset.TryParseExact(withOffset, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        instant = time.ToUnixTimeMilliseconds();
        return true;
    }

    /// <summary>Reads Unix milliseconds in JSON's notation: whole, and such as a JavaScript Date can hold.</summary>
    public static bool TryParseNumber(string json, out long instant) =>
        long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out instant) && ActivePeriod.IsInstant(instant);

    /// <summary>The text of an instant; null for one outside the years 1 to 9999, which has none.</summary>
    public static string? Of(long instant)
    {
        if (instant < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || instant > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return null;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(instant);
        return time.ToString(time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
