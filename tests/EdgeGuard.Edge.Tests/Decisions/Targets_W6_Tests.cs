using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Decisions;

public class Targets_W6_Tests
{
    [Fact]
    public async Task Check_Warm_AllocatesTheAnswerAlone()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada", "Logging:LogLevel:EdgeGuard=Information");
        var service = edge.Services.GetRequiredService<DecisionService>();
        var check = CheckClient.MayRead("ada");
        const int Calls = 1000;

        (await service.Check(check, context: null!)).Allowed.ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            _ = service.Check(check, context: null!);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;

        // The message and its task: a service that answers a constant makes both too.
        bytes.ShouldBeLessThanOrEqualTo(160);
    }
}
