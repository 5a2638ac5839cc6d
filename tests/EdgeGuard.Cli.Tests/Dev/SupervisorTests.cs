using System.Diagnostics;
using System.Threading.Channels;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

/// <summary>With real processes: <c>cat</c> lives until its input ends, as every child of <c>dev</c> does; <c>sleep</c> does not care.</summary>
public sealed class SupervisorTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static readonly SupervisorOptions Quick = new()
    {
        FirstBackoff = TimeSpan.FromMilliseconds(1),
        MaxBackoff = TimeSpan.FromMilliseconds(4),
        ReadyPollEvery = TimeSpan.FromMilliseconds(1),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly Channel<SupervisorEvent> _events = Channel.CreateUnbounded<SupervisorEvent>();

    [Fact]
    public async Task Supervise_ChildIsKilled_StartsItAgainAndTells()
    {
        await using var supervisor = Create(Quick);
        await supervisor.StartAsync([Spec("cat", "/bin/cat")], CancellationToken.None);
        var before = supervisor.Processes.ShouldHaveSingleItem().Pid;

        Process.GetProcessById(before).Kill();
        var died = await NextAsync(SupervisorEventKind.Died);
        var back = await NextAsync(SupervisorEventKind.Ready);

        died.Text.ShouldContain("code 137");
        var after = supervisor.Processes.ShouldHaveSingleItem().Pid;
        after.ShouldNotBe(before);
        back.Text.ShouldContain($"process {after}");
        IsAlive(after).ShouldBeTrue();
    }

    [Fact]
    public async Task Supervise_ChildKeepsDying_StartsItEachTime()
    {
        await using var supervisor = Create(Quick);
        var runs = 0;
        // Ready at the first look, and gone a moment later, every time.
        var spec = Spec("brief", "/bin/sh", "-c", "read line") with { IsReadyAsync = _ => Task.FromResult(Interlocked.Increment(ref runs) > 0) };
        await supervisor.StartAsync([spec], CancellationToken.None);

        for (var i = 0; i < 3; i++)
        {
            Process.GetProcessById(supervisor.Processes.ShouldHaveSingleItem().Pid).Kill();
            await NextAsync(SupervisorEventKind.Ready);
        }

        runs.ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task Dispose_ChildrenThatWatchTheirInput_StopsThemAllInReverseOrder()
    {
        var supervisor = Create(Quick);
        var order = _folder.At("order");
        foreach (var name in (string[])["first", "second", "third"])
            await supervisor.StartAsync([Spec(name, "/bin/sh", "-c", $"cat; echo {name} >> {order}")], CancellationToken.None);
        var pids = supervisor.Processes.Select(p => p.Pid).ToList();

        await supervisor.DisposeAsync();

        File.ReadAllLines(order).ShouldBe(["third", "second", "first"]);
        pids.ShouldAllBe(pid => !IsAlive(pid));
        supervisor.Processes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Dispose_ChildThatDoesNotStop_KillsIt()
    {
        var supervisor = Create(Quick with { StopGrace = TimeSpan.FromMilliseconds(50) });
        await supervisor.StartAsync([Spec("stubborn", "/bin/sleep", "600")], CancellationToken.None);
        var pid = supervisor.Processes.ShouldHaveSingleItem().Pid;

        await supervisor.DisposeAsync();

        (await NextAsync(SupervisorEventKind.Killed)).Name.ShouldBe("stubborn");
        IsAlive(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_ChildEndsBeforeItIsReady_ShowsTheEndOfItsLog()
    {
        await using var supervisor = Create(Quick);
        var spec = Spec("broken", "/bin/sh", "-c", "echo cannot bind >&2; exit 3") with { IsReadyAsync = _ => Task.FromResult(false) };

        var failure = await Should.ThrowAsync<CliException>(() => supervisor.StartAsync([spec], CancellationToken.None));

        failure.Message.ShouldContain("broken ended with code 3");
        failure.Message.ShouldContain("cannot bind");
    }

    [Fact]
    public async Task Start_ChildIsNeverReady_GivesUpAfterTheBoundAndStopsIt()
    {
        var supervisor = Create(Quick with { StartTimeout = TimeSpan.FromMilliseconds(100) });
        var spec = Spec("slow", "/bin/cat") with { IsReadyAsync = _ => Task.FromResult(false) };

        var failure = await Should.ThrowAsync<CliException>(() => supervisor.StartAsync([spec], CancellationToken.None));
        var pid = supervisor.Processes.ShouldHaveSingleItem().Pid;
        await supervisor.DisposeAsync();

        failure.Message.ShouldContain("slow was not ready within 0.1 s");
        IsAlive(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_ForeignSettingsInTheEnvironment_DoNotReachTheChild()
    {
        await using var supervisor = Create(Quick);
        Environment.SetEnvironmentVariable("EdgeGuard__Proxy__Url", "http://elsewhere");
        try
        {
            var spec = Spec("env", "/bin/sh", "-c", "env; exec cat") with
            {
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["EdgeGuard__Environment"] = "ours" },
            };
            await supervisor.StartAsync([spec], CancellationToken.None);
        }
        finally
        {
            Environment.SetEnvironmentVariable("EdgeGuard__Proxy__Url", null);
        }

        await supervisor.DisposeAsync();

        var seen = File.ReadAllText(_folder.At("env.log"));
        seen.ShouldContain("EdgeGuard__Environment=ours");
        seen.ShouldNotContain("elsewhere");
    }

    [Fact]
    public async Task Dispose_ChildThatLeftItsSocket_RemovesIt()
    {
        var supervisor = Create(Quick);
        var socket = _folder.At("child.sock");
        await supervisor.StartAsync([Spec("cat", "/bin/cat") with { SocketPath = socket }], CancellationToken.None);
        File.WriteAllText(socket, "");

        await supervisor.DisposeAsync();

        File.Exists(socket).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(4, 2_000)]
    [InlineData(7, 10_000)]
    [InlineData(1_000_000, 10_000)]
    public void BackoffAfter_Deaths_DoublesUpToTheMaximum(int deaths, int milliseconds) =>
        new SupervisorOptions().BackoffAfter(deaths).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    public void Dispose() => _folder.Dispose();

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private Supervisor Create(SupervisorOptions options) => new(options, TimeProvider.System, e => _events.Writer.TryWrite(e));

    private ChildSpec Spec(string name, string fileName, params string[] arguments) => new()
    {
        Name = name,
        FileName = fileName,
        Arguments = arguments,
        LogPath = _folder.At($"{name}.log"),
        IsReadyAsync = _ => Task.FromResult(true),
    };

    private async Task<SupervisorEvent> NextAsync(SupervisorEventKind kind)
    {
        using var limit = new CancellationTokenSource(Bound);
        while (true)
        {
            var next = await _events.Reader.ReadAsync(limit.Token);
            if (next.Kind == kind)
                return next;
        }
    }
}
