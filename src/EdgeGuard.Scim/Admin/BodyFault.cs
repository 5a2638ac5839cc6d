using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeGuard.Scim.Admin;

/// <summary>
/// Says which member of a body is at fault. The serializer tells some of it only in the text of its exception, which names our types
/// too: the members' names are taken from it and nothing else is shown. A text that it does not know gives the general sentence.
/// </summary>
internal static partial class BodyFault
{
    public static string Describe(JsonException e)
    {
        if (Missing().Match(e.Message) is { Success: true } missing)
            return $"The body lacks {string.Join(", ", Quoted().Matches(missing.Groups[1].Value).Select(match => match.Groups[1].Value))}.";
        if (Unknown().Match(e.Message) is { Success: true } unknown)
            return $"The body has a member that this resource does not know: {unknown.Groups[1].Value}.";
        if (Repeated().Match(e.Message) is { Success: true } repeated)
            return $"The body has a member twice: {repeated.Groups[1].Value}.";
        if (e.Path is null)
            return "The body is not what this resource takes.";
        return e.Path == "$" ? "The body is not a JSON object that this resource takes." : $"The body has a wrong value at {e.Path}.";
    }

    [GeneratedRegex("missing required properties including: (.*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']*)'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON property '([^']{1,64})' could not be mapped", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '([^']{1,64})' encountered", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Repeated();
}
