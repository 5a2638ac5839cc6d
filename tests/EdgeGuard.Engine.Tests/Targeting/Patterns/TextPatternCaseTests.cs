using System.Text.Json;
using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Tests.Targeting.Patterns;

public sealed class TextPatternCaseTests
{
    [Fact]
    public void IsMatch_PatternsThatNodeRan_AnswersTheSame()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in Cases.Read("patterns"))
        {
            var source = Cases.TextOf(line[0]);
            var pattern = TextPattern.Compile(source);
            if (pattern.IsValid != line.GetArrayLength() > 1)
                wrong.Add($"{line} is {(pattern.IsValid ? "taken" : "refused")}");
            if (line.GetArrayLength() == 1)
            {
                count++;
                continue;
            }

            var answers = line[2].GetString()!;
            for (var i = 0; i < answers.Length; i++, count++)
            {
                if (pattern.IsMatch(Cases.TextOf(line[1][i])) != (answers[i] == '1'))
                    wrong.Add($"{line[0]} on {line[1][i]}: {answers[i]} ({new PatternTranslator(source).Translate()})");
            }
        }

        Cases.ShouldAllHold(wrong, count, atLeast: 10_000);
    }
}
