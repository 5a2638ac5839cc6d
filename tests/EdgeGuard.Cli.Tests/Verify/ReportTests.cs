using System.Text.Json;
using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Tests.Verify;

public sealed class ReportTests
{
    private static readonly Enforcement Enforced = new(new Dictionary<string, TimeSpan>
    {
        ["edge-1"] = TimeSpan.FromMilliseconds(1.5),
        ["edge-2"] = TimeSpan.FromMilliseconds(2.5),
    });

    [Fact]
    public void Of_Report_IsOneDocumentWithTimesInMilliseconds()
    {
        var report = new VerifyReport("verify-1", Strict: false, ["edge-1", "edge-2"],
        [
            new StepRow("S1.2", "title", Passed: true, "seen", new StepOutcome("seen", Enforced)),
            new StepRow("checks", "title", Passed: false, "seen", new StepOutcome("seen")
            {
                Distributions = [Distribution.Of("check", [TimeSpan.FromMilliseconds(1)])],
                Differences = [new PercentileDifference("fence", TimeSpan.FromMilliseconds(-2), TimeSpan.FromMilliseconds(3))],
            }),
        ]);

        using var json = JsonDocument.Parse(JsonReport.Of(report));

        var root = json.RootElement;
        root.GetProperty("passed").GetBoolean().ShouldBeFalse();
        root.GetProperty("tenant").GetString().ShouldBe("verify-1");
        var step = root.GetProperty("steps")[0];
        step.GetProperty("result").GetString().ShouldBe("PASS");
        root.GetProperty("steps")[1].GetProperty("result").GetString().ShouldBe("FAIL");
        step.GetProperty("allEdges").GetDouble().ShouldBe(2.5);
        step.GetProperty("byEdge").GetProperty("edge-1").GetDouble().ShouldBe(1.5);
        step.TryGetProperty("times", out _).ShouldBeFalse();
        root.GetProperty("steps")[1].GetProperty("times")[0].GetProperty("p50").GetDouble().ShouldBe(1, 0.01);
        var difference = root.GetProperty("steps")[1].GetProperty("differences")[0];
        (difference.GetProperty("p50").GetDouble(), difference.GetProperty("p99").GetDouble()).ShouldBe((-2, 3));
    }

    [Fact]
    public void Story_WithAndWithoutRepeat_HasEachStepOnce()
    {
        Story.Of(new VerifyOptions()).Select(s => s.Id).ShouldBeUnique();
        Story.Of(new VerifyOptions()).ShouldNotContain(s => s.Id == "repeat");
        Story.Of(new VerifyOptions { Repeat = 3 }).ShouldContain(s => s.Id == "repeat");
    }
}
