using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>The clock of one place. Shared by all explored states: it is set to the state at hand before anything runs.</summary>
internal sealed class ModelClock : ILeaseClock
{
    public long Now { get; set; }
}
