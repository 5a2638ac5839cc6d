using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>A lease clock that moves only when it is told to. Thread-safe.</summary>
internal sealed class TestLeaseClock : ILeaseClock
{
    private long _now = 1_000_000_000;
    private int _readings = int.MaxValue;
    private long _jump;

    public long Now
    {
        get
        {
            var now = Volatile.Read(ref _now);
            if (Interlocked.Decrement(ref _readings) == 0)
                Interlocked.Add(ref _now, _jump);
            return now;
        }
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>Advances right after it has been read that many times, as a process does that is paused there.</summary>
    public void AdvanceAfter(int readings, TimeSpan by)
    {
        _jump = by.Ticks * TimeSpan.NanosecondsPerTick;
        Volatile.Write(ref _readings, readings);
    }
}
