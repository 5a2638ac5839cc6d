using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using Grpc.Health.V1;
using Grpc.HealthCheck;

namespace EdgeGuard.Edge.Health;

/// <summary>
/// Two different things, of which orchestrators want the first and operators the second. Ready: a verified snapshot is loaded, a lease
/// has run since the start, and the host is not stopping; a lease that runs out later takes nobody out of service, for reasons are
/// still told. Fresh: a lease runs now. Keeps <c>grpc.health.v1</c> in step: the server is ready, its check service fresh. Thread-safe.
/// </summary>
internal sealed partial class Readiness : ISnapshotObserver
{
    private const string Server = "";
    private const string CheckService = "edgeguard.v1.CheckService";

    private readonly HealthServiceImpl _health;
    private readonly SnapshotState _state;
    private readonly ILeaseClock _clock;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<Readiness> _logger;
    private readonly Lock _gate = new();
    private bool? _isReady;
    private bool? _isFresh;
    private volatile bool _hasDecided;

    public Readiness(HealthServiceImpl health, SnapshotState state, ILeaseClock clock, IHostApplicationLifetime lifetime, ILogger<Readiness> logger)
    {
        (_health, _state, _clock, _lifetime, _logger) = (health, state, clock, lifetime, logger);
        Refresh();
        lifetime.ApplicationStopping.Register(Refresh);
    }

    /// <summary>Where the edge stands, and the view and the instant at which it was looked at.</summary>
    public (ReadinessStatus Status, LeaseView View, long Instant) Current
    {
        get
        {
            var instant = _clock.Now;
            var view = _state.View;
            if (view.IsRunningAt(instant))
                _hasDecided = true;
            var status = _lifetime.ApplicationStopping.IsCancellationRequested ? ReadinessStatus.Stopping
                : view.Snapshot is null ? ReadinessStatus.Loading
                : _hasDecided ? ReadinessStatus.Ready
                : ReadinessStatus.Waiting;
            return (status, view, instant);
        }
    }

    /// <inheritdoc/>
    public void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes) => Refresh();

    /// <summary>Looks again. Called when a swap, the lease, or the host's stop may have changed something.</summary>
    public void Refresh()
    {
        // One at a time, so that a stop beside the first lease cannot be overwritten by it.
        lock (_gate)
        {
            var (status, view, instant) = Current;
            var isReady = status == ReadinessStatus.Ready;
            Publish(Server, isReady, ref _isReady);
            Publish(CheckService, isReady && view.IsRunningAt(instant), ref _isFresh);
        }
    }

    private void Publish(string service, bool serves, ref bool? published)
    {
        if (serves == published)
            return;
        published = serves;
        _health.SetStatus(service, serves ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing);
        if (service == Server && serves && _state.Current is { } snapshot)
            Log.Ready(_logger, snapshot.Version, snapshot.TenantCount, snapshot.UserCount);
    }
}
