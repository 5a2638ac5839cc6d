using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Hosting;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.LeaseStreams;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

/// <summary>The edge's end of the lease, registered and run as a host does it, with a follower that the test plays. The first scim is asked first.</summary>
internal sealed class EdgeEnd : IAsyncDisposable
{
    private readonly LogCapture _logs = new();
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, MetricCollector<long>> _counters = [];
    private bool _stopped;

    private EdgeEnd(string key, IEnumerable<string> scims)
    {
        var services = new ServiceCollection();
        services.AddSingleton(_logs.CreateFactory());
        services.AddSingleton<IMeterFactory, TestMeterFactory>();
        services.AddSingleton(TestEnvironment.Keys);
        services.AddSingleton<IFollowerInput>(Input);
        services.AddSingleton(provider => new ScimList(provider.GetRequiredService<IOptions<LeaseStreamOptions>>().Value, new FirstOfAll()));
        services.AddEdgeGuardLease(options =>
        {
            options.Name = "edge-1";
            options.Key = key;
            foreach (var scim in scims)
                options.Scims.Add(scim);
        });
        _services = services.BuildServiceProvider();
        foreach (var name in new[] { "grants", "grants.late", "asks.unanswered", "reports", "breaks" })
            _counters[name] = new MetricCollector<long>(_services.GetRequiredService<IMeterFactory>(), "EdgeGuard.Sync", $"edgeguard.lease.{name}");
    }

    public LogCapture Logs => _logs;

    public RecordingInput Input { get; } = new();

    public EdgeLease Lease => _services.GetRequiredService<EdgeLease>();

    public ILeaseSignals Signals => _services.GetRequiredService<ILeaseSignals>();

    public ILogFeed Feed => _services.GetRequiredService<ILogFeed>();

    public LeaseStatus Status => _services.GetRequiredService<LeaseMonitor>().Current;

    public bool IsRunning => Lease.View.IsRunningAt(Clock.Now);

    public static BootTimeClock Clock { get; } = new();

    public static Task<EdgeEnd> StartAsync(params IEnumerable<string> scims) => StartWithKeyAsync(FakeScim.Key, scims);

    public static async Task<EdgeEnd> StartWithKeyAsync(string key, params IEnumerable<string> scims)
    {
        var edge = new EdgeEnd(key, scims);
        foreach (var service in edge._services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return edge;
    }

    /// <summary>What the follower does with a whole state.</summary>
    public void Load(Snapshot state)
    {
        Lease.Load(state).ShouldBeTrue();
        Lease.Settle(state);
        Signals.AskNow();
    }

    /// <summary>What the follower does with a fenced entry.</summary>
    public void Apply(Snapshot state)
    {
        Lease.Apply(state).ShouldBeTrue();
        Lease.Settle(state);
        Signals.ReportNow();
    }

    public long Counted(string name) => _counters[name].GetMeasurementSnapshot().Sum(measurement => measurement.Value);

    public Task RunsAsync() => Eventually.TrueAsync(() => IsRunning, "a running lease");

    /// <summary>Looks at the lease all the time until a condition holds: it must never lapse.</summary>
    public async Task RunsUntilAsync(Func<bool> condition, string what)
    {
        await Eventually.TrueAsync(
            () =>
            {
                IsRunning.ShouldBeTrue("The lease lapsed.");
                return condition();
            },
            what);
    }

    /// <summary>Makes whoever counts with this counter fail, until it is disposed.</summary>
    public FailingCounter FailAt(string counter) => new(_services.GetRequiredService<IMeterFactory>(), counter);

    public async Task StopAsync()
    {
        _stopped = true;
        foreach (var service in _services.GetServices<IHostedService>())
            await service.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await StopAsync();
        await _services.DisposeAsync();
        _logs.AssertNoUnexpectedErrors();
    }

    private sealed class FirstOfAll : Random
    {
        public override int Next(int maxValue) => 0;
    }
}
