using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using Grpc.Health.V1;
using Grpc.HealthCheck;

namespace EdgeGuard.Edge.Health;

/// <summary>
/// Whether the edge can decide: a verified snapshot is loaded, its lease runs, and the host is not stopping. Keeps
/// <c>grpc.health.v1</c> in step: with each swap, and by a timer, because nobody tells when a lease begins or runs out. Thread-safe.
/// </summary>
internal sealed partial class Readiness : ISnapshotObserver, IDisposable
{
    private static readonly string[] Services = ["", "edgeguard.v1.CheckService"];
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly HealthServiceImpl _health;
    private readonly SnapshotState _state;
    private readonly ILeaseClock _clock;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<Readiness> _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool? _serves;

    public Readiness(
        HealthServiceImpl health, SnapshotState state, ILeaseClock clock, IHostApplicationLifetime lifetime, TimeProvider time,
        ILogger<Readiness> logger)
    {
        (_health, _state, _clock, _lifetime, _logger) = (health, state, clock, lifetime, logger);
        Publish();
        lifetime.ApplicationStopping.Register(Publish);
        _timer = time.CreateTimer(_ => Publish(), state: null, Period, Period);
    }

    /// <summary>Where the edge stands, and the snapshot that it answers from, if any.</summary>
    public (ReadinessStatus Status, Snapshot? Snapshot) Current
    {
        get
        {
            var instant = _clock.Now;
            var view = _state.View;
            var status = _lifetime.ApplicationStopping.IsCancellationRequested ? ReadinessStatus.Stopping
                : view.Snapshot is null ? ReadinessStatus.Loading
                : !view.IsRunningAt(instant) ? ReadinessStatus.Stale
                : ReadinessStatus.Ready;
            return (status, view.Snapshot);
        }
    }

    /// <inheritdoc/>
    public void OnSwapped(LeaseView previous, LeaseView current, IReadOnlyList<Change>? changes) => Publish();

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Publish()
    {
        // One at a time, so that a stop beside the first load cannot be overwritten by it.
        lock (_gate)
        {
            var (status, snapshot) = Current;
            var serves = status == ReadinessStatus.Ready;
            if (serves == _serves)
                return;
            _serves = serves;
            foreach (var service in Services)
                _health.SetStatus(service, serves ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing);
            if (serves && snapshot is not null)
                Log.Ready(_logger, snapshot.Version, snapshot.TenantCount, snapshot.UserCount);
        }
    }
}
