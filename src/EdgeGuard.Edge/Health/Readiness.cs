using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using Grpc.Health.V1;
using Grpc.HealthCheck;

namespace EdgeGuard.Edge.Health;

/// <summary>
/// Whether the edge can decide: a verified snapshot is loaded and the host is not stopping. Keeps <c>grpc.health.v1</c> in step.
/// Thread-safe.
/// </summary>
internal sealed partial class Readiness : ISnapshotObserver
{
    private static readonly string[] Services = ["", "edgeguard.v1.CheckService"];

    private readonly HealthServiceImpl _health;
    private readonly SnapshotState _state;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<Readiness> _logger;
    private readonly Lock _gate = new();
    private bool _loaded;

    public Readiness(HealthServiceImpl health, SnapshotState state, IHostApplicationLifetime lifetime, ILogger<Readiness> logger)
    {
        (_health, _state, _lifetime, _logger) = (health, state, lifetime, logger);
        Publish();
        lifetime.ApplicationStopping.Register(Publish);
    }

    /// <summary>Where the edge stands, and the snapshot that it answers from, if any.</summary>
    public (ReadinessStatus Status, Snapshot? Snapshot) Current
    {
        get
        {
            var snapshot = _state.Current;
            var status = _lifetime.ApplicationStopping.IsCancellationRequested ? ReadinessStatus.Stopping
                : snapshot is null ? ReadinessStatus.Loading
                : ReadinessStatus.Ready;
            return (status, snapshot);
        }
    }

    /// <inheritdoc/>
    public void OnSwapped(Snapshot? previous, Snapshot current, IReadOnlyList<Change>? changes)
    {
        if (_loaded)
            return;
        _loaded = true;
        Publish();
        Log.Ready(_logger, current.Version, current.TenantCount, current.UserCount);
    }

    private void Publish()
    {
        // One at a time, so that a stop beside the first load cannot be overwritten by it.
        lock (_gate)
        {
            var serving = Current.Status == ReadinessStatus.Ready
                ? HealthCheckResponse.Types.ServingStatus.Serving
                : HealthCheckResponse.Types.ServingStatus.NotServing;
            foreach (var service in Services)
                _health.SetStatus(service, serving);
        }
    }
}
