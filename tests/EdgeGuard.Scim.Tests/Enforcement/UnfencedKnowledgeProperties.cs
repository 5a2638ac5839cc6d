using CsCheck;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>FENCE section 5, I4: nothing is revealed above <c>fenced</c>, whatever is asked while fences hang.</summary>
public sealed class UnfencedKnowledgeProperties
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fence_6_Strict_NoAnswerTellsWhatIsNotFenced(bool fenceLosses) =>
        await Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[60, 140]).SampleAsync(
            async (seed, steps) => (await PlayAsync("strict", fenceLosses, seed, steps)).ShouldBeEmpty($"seed {seed}, {steps} steps"),
            iter: 6,
            threads: 1);

    [Fact]
    public async Task Fence_6_Off_TheSameJudgeFindsAnswersThatTell() =>
        (await PlayAsync("off", fenceLosses: true, seed: 1, steps: 200)).Select(told => told.Split(':')[0]).Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(6);

    /// <summary>Asks one thing after the other while fences hang, and now and then lets them go.</summary>
    /// <returns>What was told too early.</returns>
    private static async Task<List<string>> PlayAsync(string mode, bool fenceLosses, int seed, int steps)
    {
        var told = new List<string>();
        var random = new Random(seed);
        var fencing = new FakeFencing();
        await using var server = await ScimServer.StartAsync(fencing);
        using var acme = await server.ConnectAsync();
        using var globex = await server.ConnectAsync("globex", "entra-1");
        await server.Admin.PutAsync(
            "connections/okta-1", $$"""{"tenant":"acme","fence":"{{mode}}","fenceLosses":{{(fenceLosses ? "true" : "false")}}}""");
        var questions = new RandomQuestions(server, acme, globex, random);
        var world = new UnfencedWorld(fenceLosses);
        var withheld = new List<Task<Answer>>();
        var truth = await DirectoryTruth.ReadAsync(server);
        fencing.Hold();

        for (var i = 0; i < steps; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(random.Next(3)));
            var question = questions.Next();
            var asking = question.Ask();
            await fencing.UntilWaitingAsync(withheld.Count + 1, asking);

            var after = await DirectoryTruth.ReadAsync(server);
            world.Note(truth, after);
            questions.Note(truth = after);
            if (!asking.IsCompleted)
                withheld.Add(asking);
            else if (world.Told(question, await asking, truth) is { } early)
                told.Add($"{question.Name}: {early}");

            if (withheld.Count < 8 && random.Next(12) > 0)
                continue;
            fencing.Release();
            foreach (var answer in await Task.WhenAll(withheld))
                answer.StatusNumber.ShouldBeLessThan(500, answer.Text);
            withheld.Clear();
            var epoch = (await new StoredLog(server).HeadAsync()).Epoch;
            world.Forget(version => fencing.IsFenced(epoch, version));
            if (mode == "strict")
                world.IsEmpty.ShouldBeTrue("a revocation was committed that no answer waited for");
            fencing.Hold();
        }

        fencing.Release();
        await Task.WhenAll(withheld);
        return told;
    }
}
