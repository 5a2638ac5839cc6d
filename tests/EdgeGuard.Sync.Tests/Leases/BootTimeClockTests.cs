using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Sync.Tests.Leases;

public sealed class BootTimeClockTests
{
    [Fact]
    public void Fence_A2_BootTime_IsPositiveAndNeverGoesBack()
    {
        var clock = new BootTimeClock();
        var last = clock.Now;
        last.ShouldBeGreaterThan(0);

        for (var i = 0; i < 100_000; i++)
        {
            var now = clock.Now;
            now.ShouldBeGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    [Fact]
    public void Fence_A2_BootTime_IsTheKernelsUptime()
    {
        var seconds = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

        (new BootTimeClock().Now / 1e9).ShouldBe(seconds, tolerance: 5);
    }
}
