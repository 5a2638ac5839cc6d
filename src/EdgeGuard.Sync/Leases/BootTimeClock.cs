using System.Runtime.InteropServices;

namespace EdgeGuard.Sync.Leases;

/// <summary>
/// CLOCK_BOOTTIME, the only source of lease time in the product: unlike <see cref="TimeProvider"/> and Stopwatch it goes on while the
/// machine is suspended (FENCE section 2 step 1). One reading costs about 30 ns and allocates nothing.
/// </summary>
public sealed class BootTimeClock : ILeaseClock
{
    private const int BootTime = 7;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const string Missing = "Leases need CLOCK_BOOTTIME, which this system does not have.";

    /// <summary>Reads the clock once, so that a system without it fails at start and not in a decision.</summary>
    /// <exception cref="PlatformNotSupportedException">The system has no CLOCK_BOOTTIME.</exception>
    public BootTimeClock()
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException(Missing);
        _ = Now;
    }

    /// <inheritdoc/>
    public long Now =>
        GetTime(BootTime, out var time) == 0
            ? checked((time.Seconds * NanosecondsPerSecond) + time.Nanoseconds)
            : throw new PlatformNotSupportedException(Missing);

    [DllImport("libc", EntryPoint = "clock_gettime", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
