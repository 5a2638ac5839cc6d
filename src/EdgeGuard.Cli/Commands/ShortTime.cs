using System.CommandLine.Parsing;
using System.Globalization;

namespace EdgeGuard.Cli.Commands;

/// <summary>Times as people type them: <c>500ms</c>, <c>1s</c>, <c>2.5s</c>, or <c>00:00:01</c>.</summary>
internal static class ShortTime
{
    public static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens is [{ Value: var value }] ? value : "";
        if (Read(text) is { } time && time > TimeSpan.Zero)
            return time;
        argument.AddError($"{text} is not a time; write 500ms, 1s or 00:00:01.");
        return null;
    }

    private static TimeSpan? Read(string text)
    {
        if (text.EndsWith("ms", StringComparison.Ordinal))
            return Number(text[..^2]) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        if (text.EndsWith('s'))
            return Number(text[..^1]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e9 ? number : null;
}
