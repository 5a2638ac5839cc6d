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
            return $"The body lacks {string.Join(", ", Quoted().Matches(missing.Groups["names"].Value).Select(match => match.Groups["name"].Value))}.";
        if (Unknown().Match(e.Message) is { Success: true } unknown)
            return $"The body has a member that this resource does not know: {unknown.Groups["name"].Value}.";
        if (Repeated().Match(e.Message) is { Success: true } repeated)
            return $"The body has a member twice: {repeated.Groups["name"].Value}.";
        if (e.Path is null)
            return "The body is not what this resource takes.";
        return e.Path == "$" ? "The body is not a JSON object that this resource takes." : $"The body has a wrong value at {e.Path}.";
    }

    [GeneratedRegex("missing required properties including: (?<names>.*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']*)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON property '(?<name>[^']{1,64})' could not be mapped", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '(?<name>[^']{1,64})' encountered", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Repeated();
}
