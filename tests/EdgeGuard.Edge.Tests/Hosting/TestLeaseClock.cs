using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>A lease clock that moves only when it is told to. Thread-safe.</summary>
internal sealed class TestLeaseClock : ILeaseClock
{
    private long _now = 1_000_000_000;

    public long Now => Volatile.Read(ref _now);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks * 100);
}
