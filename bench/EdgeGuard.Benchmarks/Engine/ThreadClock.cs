using System.Runtime.InteropServices;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>
/// The CPU time of the calling thread, collections included that it runs itself: on a machine that others use, their turns are not counted.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Nanoseconds so far.</summary>
    public static double Now => Read(ThreadCpuTime, out var time) == 0
        ? (time.Seconds * 1e9) + time.Nanoseconds
        : throw new PlatformNotSupportedException("There is no clock of the thread's own time.");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int Read(int clock, out Instant time);

    private struct Instant
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
