using System.Text.Json;

namespace EdgeGuard.Engine.Tests.Targeting;

/// <summary>What JavaScript and the published engine answer: the files in the folder Cases, one case a line (generate.mjs there).</summary>
internal static class Cases
{
    public static List<JsonElement> Read(string name)
    {
        using var stream = typeof(Cases).Assembly.GetManifestResourceStream(name + ".jsonl").ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        var cases = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
            cases.Add(JsonDocument.Parse(line).RootElement);
        return cases;
    }

    /// <summary>A text, or its code units where it is not well-formed.</summary>
    public static string TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : string.Concat(element.EnumerateArray().Select(unit => (char)unit.GetInt32()));

    /// <summary>Fails with the first twenty of <paramref name="wrong"/>.</summary>
    public static void ShouldAllHold(List<string> wrong, int count, int atLeast)
    {
        count.ShouldBeGreaterThanOrEqualTo(atLeast);
        wrong.ShouldBeEmpty($"{wrong.Count} of {count}:\n" + string.Join('\n', wrong.Take(20)));
    }
}
