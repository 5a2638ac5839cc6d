using System.Diagnostics;

namespace EdgeGuard.Engine.Tests;

/// <summary>How long something takes, where it once took many times as long.</summary>
internal static class Timing
{
    /// <summary>The least that it takes, of several times: what runs beside only adds.</summary>
    public static TimeSpan FastestOf(int rounds, Action action)
    {
        var fastest = TimeSpan.MaxValue;
        for (; rounds > 0; rounds--)
        {
            var watch = Stopwatch.StartNew();
            action();
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
        }

        return fastest;
    }
}
