using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using Grpc.Health.V1;
using Grpc.HealthCheck;

namespace EdgeGuard.Edge.Health;

/// <summary>
/// Whether the edge can decide: a verified snapshot is loaded, it is not known to be behind, and the host is not stopping. Keeps <c>grpc.health.v1</c> in step.
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
    private bool _decides;

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
            var view = _state.View;
            var status = _lifetime.ApplicationStopping.IsCancellationRequested ? ReadinessStatus.Stopping
                : view is null ? ReadinessStatus.Loading
                : view.IsStale ? ReadinessStatus.Stale
                : ReadinessStatus.Ready;
            return (status, view?.Snapshot);
        }
    }

    /// <inheritdoc/>
    public void OnSwapped(View? previous, View current, IReadOnlyList<Change>? changes)
    {
        if (_decides != current.IsStale)
            return;
        _decides = !current.IsStale;
        Publish();
        // The follower logs why it stopped.
        if (_decides)
            Log.Ready(_logger, current.Snapshot.Version, current.Snapshot.TenantCount, current.Snapshot.UserCount);
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
