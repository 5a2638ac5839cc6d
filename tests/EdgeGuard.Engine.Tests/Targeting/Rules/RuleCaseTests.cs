using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Tests.Targeting.Rules;

public sealed class RuleCaseTests
{
    [Fact]
    public void IsTreated_RulesThatThePublishedEngineRan_AnswersTheSame()
    {
        var pool = Cases.Read("attributes");
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in Cases.Read("rules"))
        {
            RuleList.TryParse(line[0].GetRawText(), out var rules, out var fault).ShouldBeTrue(fault);
            var answers = line[2].GetString()!;
            for (var i = 0; i < answers.Length; i++, count++)
            {
                var given = pool[line[1][i].GetInt32()];
                var course = default(DecisionCourse);
                if (rules!.IsTreated(byDefault: false, new AttributeScope(AttributeSet.From(given[0], given[1]), null), ref course) != (answers[i] == '1') || course.Warnings != DecisionWarnings.None)
                    wrong.Add($"{line[0]} with {given}: {answers[i]}, {course.Warnings}");
            }
        }

        Cases.ShouldAllHold(wrong, count, atLeast: 5_000);
    }
}
