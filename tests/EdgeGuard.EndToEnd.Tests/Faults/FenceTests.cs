using EdgeGuard.EndToEnd.Tests.Environment;
using EdgeGuard.EndToEnd.Tests.Histories;
using EdgeGuard.Testing;

namespace EdgeGuard.EndToEnd.Tests.Faults;

/// <summary>
/// The acceptance scenario S5.4 with real processes: whatever fails during a deactivation, nothing that is sent after its
/// acknowledgement is allowed, at any edge; and nobody else is refused for longer than FENCE says. Every request of a test is checked.
/// </summary>
[Trait("Category", "Faults")]
public sealed class FenceTests
{
    private const string Cut = "edge-2";
    private const string Short = "3s";
    private static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(3);

    /// <summary>Longer than a healthy fence ever takes, and far below 1.25 of the default lease: that one did not wait for time.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Scenario_S5_4_RedisCutFromOneEdge_IsAcknowledgedPromptlyOverTheLeaseStream()
    {
        await using var run = await FaultRun.StartAsync();
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            var name = $"ann-{round}";
            var ann = await run.AddUserAsync(name);

            run.Environment.RedisOf(Cut).Mode = RelayMode.BlackHole;
            var answer = await run.Customer.DeactivateAsync(ann);

            run.Acknowledged(name, answer);
            answer.Took.ShouldBeLessThan(Promptly);
            await run.UntilWellAsync(name);
            run.Environment.RedisOf(Cut).Mode = RelayMode.Pass;
        }

        await run.CheckAsync();
    }

    [Fact]
    public async Task Scenario_S5_4_EdgeStoppedPastItsLease_IsWaitedForByTimeAndWakesStale()
    {
        await using var run = await FaultRun.StartAsync(Short);
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            var name = $"ann-{round}";
            var ann = await run.AddUserAsync(name);
            var edge = run.Edges.Single(e => e.Endpoint.Name == Cut);
            var pid = run.Environment.Pid(Cut);

            var stopped = Prober.Now;
            ProgramProcess.Stop(pid);
            var answer = await run.Customer.DeactivateAsync(ann);
            run.Acknowledged(name, answer);
            answer.Took.ShouldBeInRange(ShortLease * 0.5, ShortLease * 2.5, "the fence waits for the stopped edge's lease, and not for the edge");

            // Requests that wait in the stopped edge's sockets are the first that it decides when it goes on.
            await run.Prober.StartAsync([edge], name, FaultRun.Bystander);
            await run.QuietAsync();
            ProgramProcess.Continue(pid);
            await run.UntilWellAsync(name);
            run.Explain(Cut, stopped, Window.Stale, Probe.NoAnswer);
        }

        await run.CheckAsync();
    }

    [Fact]
    public async Task Scenario_S5_4_EdgeRestartedOnAnOldDiskCopy_IsStaleUntilScimIsThere()
    {
        await using var run = await FaultRun.StartAsync(Short);
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            var name = $"ann-{round}";
            var ann = await run.AddUserAsync(name);
            var edge = run.Edges.Single(e => e.Endpoint.Name == Cut);
            File.Exists(Path.Combine(run.Environment.Dev.Folder, $"{Cut}.snapshot")).ShouldBeTrue("the edge keeps a copy of its snapshot");

            var cut = Prober.Now;
            run.Environment.RedisOf(Cut).Mode = RelayMode.BlackHole;
            run.Environment.LeaseOf(Cut).Mode = RelayMode.BlackHole;
            var answer = await run.Customer.DeactivateAsync(ann);
            run.Acknowledged(name, answer);
            ProgramProcess.Kill(run.Environment.Pid(Cut));
            await run.UntilAnswersAsync(edge, name, Window.Stale);
            await run.QuietAsync();
            (await edge.AskAsync(run.Customer.Tenant, FaultRun.Bystander, "documents.read")).ShouldBe(Window.Stale);

            run.Environment.RedisOf(Cut).Mode = RelayMode.Pass;
            run.Environment.LeaseOf(Cut).Mode = RelayMode.Pass;
            await run.UntilWellAsync(name);
            run.Explain(Cut, cut);
        }

        await run.CheckAsync();
    }

    [Fact]
    public async Task Scenario_S5_4_ScimKilledBetweenCommitAndPublish_TheRetryWaitsForItsFence()
    {
        await using var run = await FaultRun.StartAsync(Short);
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            var name = $"ann-{round}";
            var ann = await run.AddUserAsync(name);

            var cut = Prober.Now;
            Links(run, RelayMode.BlackHole);
            var first = run.Customer.DeactivateAsync(ann);
            await CommittedAsync(run, ann);
            ProgramProcess.Kill(run.Environment.Pid("scim"));
            Links(run, RelayMode.Pass);
            (await first).Status.ShouldBeNull("scim was killed before it could answer");

            await RetriedAsync(run, ann, name, (await first).Sent);
            await run.UntilWellAsync(name);
            run.Explain(edge: null, cut, Window.Stale);
        }

        await run.CheckAsync();
    }

    [Fact]
    public async Task Scenario_S5_4_ScimKilledBetweenCommitAndAnswer_TheRetryWaitsForItsFence()
    {
        await using var run = await FaultRun.StartAsync(Short);
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            var name = $"ann-{round}";
            var ann = await run.AddUserAsync(name);
            var pid = run.Environment.Pid(Cut);

            // With one edge stopped the fence waits, and the answer with it.
            var stopped = Prober.Now;
            ProgramProcess.Stop(pid);
            var first = run.Customer.DeactivateAsync(ann);
            await CommittedAsync(run, ann);
            ProgramProcess.Kill(run.Environment.Pid("scim"));
            (await first).Status.ShouldBeNull("scim was killed before it could answer");
            ProgramProcess.Continue(pid);

            await RetriedAsync(run, ann, name, (await first).Sent);
            await run.UntilWellAsync(name);
            run.Explain(Cut, stopped, Window.Stale, Probe.NoAnswer);
            run.Explain(edge: null, stopped, Window.Stale);
        }

        await run.CheckAsync();
    }

    [Fact]
    public async Task Scenario_S5_4_RedisFlushedAndKilled_RefusesNobody()
    {
        await using var run = await FaultRun.StartAsync();
        for (var round = 0; round < FaultRun.Rounds; round++)
        {
            var (ann, amy) = (await run.AddUserAsync($"ann-{round}"), await run.AddUserAsync($"amy-{round}"));

            await run.Environment.Redis.FlushAllAsync();
            var flushed = await run.Customer.DeactivateAsync(ann);
            run.Acknowledged($"ann-{round}", flushed);
            flushed.Took.ShouldBeLessThan(Promptly);
            await run.UntilWellAsync($"ann-{round}");

            run.Environment.Redis.Kill();
            await run.QuietAsync();
            var killed = await run.Customer.DeactivateAsync(amy);
            run.Acknowledged($"amy-{round}", killed);
            killed.Took.ShouldBeLessThan(Promptly);
            for (var i = 0; i < 10; i++)
                await run.QuietAsync();
            run.Environment.Redis.Restart();
            await run.UntilWellAsync($"amy-{round}");
        }

        await run.CheckAsync();
    }

    private static void Links(FaultRun run, RelayMode mode)
    {
        run.Environment.RedisOfScim.Mode = mode;
        foreach (var lease in run.Environment.Leases)
            lease.Mode = mode;
    }

    private static Task CommittedAsync(FaultRun run, string user) =>
        Eventually.TrueAsync(() => !StoredUsers.IsActive(run.Environment.Dev.Folder, user), "the deactivation is committed", FaultRun.Bound);

    /// <summary>The provider tries again until it is acknowledged. Its request changes nothing any more, and all the same must wait.</summary>
    private static async Task RetriedAsync(FaultRun run, string user, string name, long firstSent)
    {
        ProviderAnswer? answer = null;
        await Eventually.TrueAsync(
            async () => (answer = await run.Customer.DeactivateAsync(user)).Status is not (null or 503), "the retry is acknowledged", FaultRun.Bound);
        run.Acknowledged(name, answer!, firstSent);
    }
}
