using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;

namespace EdgeGuard.Sync.Tests.Compliance;

/// <summary>One publisher or follower and its services.</summary>
internal sealed class RunningService<T>(ServiceProvider provider)
    where T : class
{
    private readonly Dictionary<string, MetricCollector<long>> _counters = [];

    public T Subject { get; } = provider.GetRequiredService<T>();

    public Snapshot? Current => provider.GetRequiredService<SnapshotState>().Current;

    public EdgeLease Lease => provider.GetRequiredService<EdgeLease>();

    /// <summary>The follower as the lease client sees it.</summary>
    public IFollowerInput Input => provider.GetRequiredService<IFollowerInput>();

    public GrantingScim Scim => provider.GetRequiredService<GrantingScim>();

    /// <summary>Whether a decision would be taken now.</summary>
    public bool IsLeased => Lease.View.IsRunningAt(provider.GetRequiredService<ILeaseClock>().Now);

    /// <summary>Begins to count an instrument.</summary>
    public RunningService<T> Counting(string instrument)
    {
        _counters[instrument] = new MetricCollector<long>(provider.GetRequiredService<IMeterFactory>(), "EdgeGuard.Sync", instrument);
        return this;
    }

    /// <summary>What an instrument counted since <see cref="Counting"/>, of one cause or source, or of all.</summary>
    public long Counted(string instrument, string? cause = null) => _counters[instrument].GetMeasurementSnapshot()
        .Where(m => cause is null || m.Tags.Values.Contains(cause))
        .Sum(m => m.Value);

    public async Task StopAsync()
    {
        foreach (var service in provider.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
    }
}
