using System.Collections.Concurrent;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Verify;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeGuard.Cli.Tests.Verify;

/// <summary>How a story ends. The server answers for scim's admin API and the issuer; there is no edge.</summary>
public sealed class VerifyRunnerTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _deleted = new();
    private WebApplication? _server;
    private Dictionary<string, string> _token = new() { ["access_token"] = "t" };
    private int _deletion = StatusCodes.Status200OK;
    private int _status = StatusCodes.Status200OK;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapGet("/admin/v1/tenants", () => Results.StatusCode(_status));
        _server.MapPost("/token", () => Results.Json(_token));
        _server.MapDelete("/admin/v1/tenants/{tenant}", (string tenant) =>
        {
            _deleted.Enqueue(tenant);
            return Results.StatusCode(_deletion);
        });
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_AllStepsPass_PassesAndRemovesTheTenant()
    {
        var report = await RunAsync(CancellationToken.None, Step("a", () => { }), Step("b", () => { }));

        report.Rows.Select(row => row.Id).ShouldBe(["a", "b", "clean-up"]);
        report.Passed.ShouldBeTrue();
        _deleted.ShouldBe(["verify-x"]);
    }

    [Fact]
    public async Task Run_ALaterStepFails_SaysWhatWasSeenAndGoesOn()
    {
        var report = await RunAsync(CancellationToken.None, Step("a", () => { }), Step("b", () => Expect.That(false, "seen something else")), Step("c", () => { }));

        report.Passed.ShouldBeFalse();
        report.Rows.Select(row => (row.Id, row.Passed)).ShouldBe([("a", true), ("b", false), ("c", true), ("clean-up", true)]);
        report.Rows[1].Seen.ShouldBe("seen something else");
        _deleted.ShouldBe(["verify-x"]);
    }

    [Fact]
    public async Task Run_TheFirstStepFails_LeavesOutTheRest()
    {
        var report = await RunAsync(CancellationToken.None, Step("a", () => Expect.That(false, "no")), Step("b", () => { }));

        report.Rows.Select(row => row.Id).ShouldBe(["a", "clean-up"]);
        _deleted.ShouldBe(["verify-x"]);
    }

    [Fact]
    public async Task Run_Interrupted_RemovesTheTenantFirst()
    {
        using var interrupt = new CancellationTokenSource();
        var interrupting = Step("a", () =>
        {
            interrupt.Cancel();
            interrupt.Token.ThrowIfCancellationRequested();
        });

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(interrupt.Token, interrupting));

        _deleted.ShouldBe(["verify-x"]);
    }

    [Fact]
    public async Task Run_AnUnexpectedError_RemovesTheTenantFirst()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(CancellationToken.None, Step("a", () => throw new InvalidOperationException())));

        _deleted.ShouldBe(["verify-x"]);
    }

    [Fact]
    public async Task Run_WrongAdminKey_TouchesNothing()
    {
        _status = StatusCodes.Status401Unauthorized;

        var refusal = await Should.ThrowAsync<CliException>(() => RunAsync(CancellationToken.None, Step("a", () => { })));

        refusal.Message.ShouldContain("admin key");
        _deleted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_IssuerGivesNoTokens_TouchesNothing()
    {
        _token = [];

        var refusal = await Should.ThrowAsync<CliException>(() => RunAsync(CancellationToken.None, Step("a", () => { })));

        refusal.Message.ShouldContain("test issuer");
        _deleted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_TheTenantWasNeverMade_IsNoFailureOfTheCleanUp()
    {
        _deletion = StatusCodes.Status404NotFound;

        (await RunAsync(CancellationToken.None, Step("a", () => { }))).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_TheTenantCannotBeRemoved_Fails()
    {
        _deletion = StatusCodes.Status500InternalServerError;

        (await RunAsync(CancellationToken.None, Step("a", () => { }))).Rows[^1].Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_NothingListens_AsksWhetherDevRuns()
    {
        await _server.ShouldNotBeNull().StopAsync(TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<CliException>(() => RunAsync(CancellationToken.None, Step("a", () => { })));

        failure.Message.ShouldContain("is `edgeguard dev` running?");
    }

    [Fact]
    public async Task Run_StrictAndTooSlow_FailsButKeepsTheTime()
    {
        var slow = new Enforcement(new Dictionary<string, TimeSpan> { ["edge-1"] = TimeSpan.FromSeconds(1) });
        var step = new ScriptedStep("a", () => new StepOutcome("seen", slow));

        var judged = await RunAsync(new VerifyOptions { Strict = true }, CancellationToken.None, step);
        var shown = await RunAsync(new VerifyOptions(), CancellationToken.None, step);

        judged.Passed.ShouldBeFalse();
        judged.Rows[0].Enforcement.ShouldBe(slow);
        shown.Passed.ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static ScriptedStep Step(string id, Action act) => new(id, () =>
    {
        act();
        return new StepOutcome("seen");
    });

    private Task<VerifyReport> RunAsync(CancellationToken cancellationToken, params IVerifyStep[] steps) =>
        RunAsync(new VerifyOptions(), cancellationToken, steps);

    private Task<VerifyReport> RunAsync(VerifyOptions options, CancellationToken cancellationToken, params IVerifyStep[] steps)
    {
        var address = new Uri(_server.ShouldNotBeNull().Urls.Single() + "/");
        var target = new VerifyTarget(address, "egadm_test", address, [], CallerKey: null);
        return new VerifyRunner(target, options, TimeProvider.System).RunAsync("x", steps, _ => { }, cancellationToken);
    }

    private sealed class ScriptedStep(string id, Func<StepOutcome> act) : IVerifyStep
    {
        public string Id => id;

        public string Title => id;

        public Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken) => Task.FromResult(act());
    }
}
