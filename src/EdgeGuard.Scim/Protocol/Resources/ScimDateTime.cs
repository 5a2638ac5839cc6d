using System.Globalization;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>RFC 7643 section 2.3.5: an XSD dateTime. Without an offset it is read as UTC.</summary>
internal static class ScimDateTime
{
    public static bool TryParse(string? text, out DateTimeOffset value)
    {
        value = default;
        return text is { Length: >= 19 and <= 40 } && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);
    }

    public static string Format(DateTimeOffset value) => value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
