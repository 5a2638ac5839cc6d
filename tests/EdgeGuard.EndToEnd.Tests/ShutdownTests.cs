using EdgeGuard.EndToEnd.Tests.Environment;
using EdgeGuard.Testing;

namespace EdgeGuard.EndToEnd.Tests;

/// <summary>However <c>edgeguard dev</c> ends, it takes its children with it.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Dev_Interrupted_ExitsZeroAndLeavesNoProcess()
    {
        await using var environment = await DevEnvironment.StartAsync();
        var pids = environment.Endpoints.Processes.Select(p => p.Pid).ToList();
        pids.ShouldAllBe(pid => ProgramProcess.Exists(pid));

        environment.Process.Interrupt();
        var code = await environment.Process.WaitAsync(TimeSpan.FromSeconds(30));

        code.ShouldBe(0, environment.Process.Output + environment.Process.Errors);
        pids.ShouldAllBe(pid => !ProgramProcess.Exists(pid));
    }

    [Fact]
    public async Task Dev_KilledOutright_ChildrenEndByThemselves()
    {
        await using var environment = await DevEnvironment.StartAsync();
        var pids = environment.Endpoints.Processes.Select(p => p.Pid).ToList();

        environment.Process.Kill();

        await Eventually.TrueAsync(
            () => pids.TrueForAll(pid => !ProgramProcess.Exists(pid)), "children of a killed dev have ended", TimeSpan.FromSeconds(30));
    }
}
