using System.Globalization;
using System.Text.Json;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.JavaScript;

namespace EdgeGuard.Engine.Tests.Targeting.JavaScript;

/// <summary>Each case is what Node answers; a single-element array is a value, of which the text form is asked.</summary>
public sealed class JavaScriptCaseTests
{
    [Fact]
    public void Number_TextsAndValuesThatNodeRead_AreTheSame()
    {
        var wrong = new List<string>();
        var cases = Cases.Read("numbers");
        foreach (var line in cases)
        {
            var expected = line[1].GetString()!;
            var answer = line[0].ValueKind == JsonValueKind.Array
                ? AttributeValue.Of(line[0][0].ValueKind == JsonValueKind.String ? -0.0 : line[0][0].GetDouble()).ToString()
                : Written(NumberParser.Parse(line[0].GetString()));
            if (answer != expected)
                wrong.Add($"{line} gives {answer}");
        }

        Cases.ShouldAllHold(wrong, cases.Count, atLeast: 2_000);
    }

    [Fact]
    public void Date_TextsAndInstantsThatNodeRead_AreTheSame()
    {
        var wrong = new List<string>();
        var cases = Cases.Read("dates");
        foreach (var line in cases)
        {
            if (line[0].ValueKind == JsonValueKind.Array)
            {
                if (AttributeValue.OfDate(line[0][0].GetInt64()).ToString() is var text && text != line[1].GetString())
                    wrong.Add($"{line} gives {text}");
                continue;
            }

            var instant = DateParser.Parse(line[0].GetString());
            long? expected = line[1].ValueKind == JsonValueKind.Null ? null : line[1].GetInt64();
            if (instant != expected)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{line} gives {instant}"));
        }

        Cases.ShouldAllHold(wrong, cases.Count, atLeast: 4_000);
    }

    private static string Written(double number) => number == 0 && double.IsNegative(number) ? "-0" : AttributeValue.Of(number).ToString();
}
