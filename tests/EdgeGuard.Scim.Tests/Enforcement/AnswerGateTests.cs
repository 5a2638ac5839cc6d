using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGuard.Scim.Tests.Enforcement;

public sealed class AnswerGateTests
{
    private static readonly Epoch Epoch = Epoch.New();

    [Theory]
    [InlineData(0, nameof(FenceMode.Strict), null, null)]
    [InlineData(3, nameof(FenceMode.Strict), "3", "covered")]
    [InlineData(7, nameof(FenceMode.Strict), "7", "waited")]
    [InlineData(0, nameof(FenceMode.Report), null, null)]
    [InlineData(3, nameof(FenceMode.Report), "3", "covered")]
    [InlineData(7, nameof(FenceMode.Report), "pending", "pending")]
    [InlineData(3, nameof(FenceMode.Off), null, null)]
    [InlineData(7, nameof(FenceMode.Off), null, null)]
    public async Task Pass_EachMode_SaysAndCountsHowItStands(long version, string mode, string? header, string? outcome)
    {
        using var scene = await Scene.StartAsync();

        var passage = await scene.Gate.PassAsync(Scene.Reveal(version), Enum.Parse<FenceMode>(mode), TestContext.Current.CancellationToken);

        passage.ShouldBe(new Passage(IsOpen: true, header));
        scene.Counted.ShouldBe(outcome is null ? [] : [outcome]);
    }

    [Fact]
    public async Task Pass_FenceFails_IsClosedAndCounted()
    {
        using var scene = await Scene.StartAsync();
        scene.Fencing.Fail();

        var passage = await scene.Gate.PassAsync(Scene.Reveal(7), FenceMode.Strict, TestContext.Current.CancellationToken);

        passage.ShouldBe(Passage.Closed);
        scene.Counted.ShouldBe(["unconfirmed"]);
    }

    [Fact]
    public async Task Pass_VersionOfAnotherEpoch_IsNotTakenForFenced()
    {
        using var scene = await Scene.StartAsync();
        var revealed = Scene.Reveal(3) with { Head = new LogHead(Epoch.New(), 9, default) };

        await scene.Gate.PassAsync(revealed, FenceMode.Strict, TestContext.Current.CancellationToken);

        scene.Fencing.Asked[^1].ShouldBe(revealed.Head with { Version = 3 });
    }

    [Fact]
    public void And_TwoTransactions_RevealTheNewerVersionAtTheLaterHead()
    {
        var earlier = new Revealed(new LogHead(Epoch, 8, default), 8);
        var later = new Revealed(new LogHead(Epoch, 9, default), 5);
        var elsewhere = new Revealed(new LogHead(Epoch.New(), 12, default), 5);

        earlier.And(later).ShouldBe(later with { Version = 8 });
        earlier.And(default).ShouldBe(earlier);
        default(Revealed).And(later).ShouldBe(later);
        earlier.And(elsewhere).ShouldBe(elsewhere with { Version = 12 });
    }

    private sealed class Scene : IDisposable
    {
        private readonly TestMeterFactory _meters = new();
        private readonly MeterListener _listener = new();
        private readonly BackgroundFences _background;

        private Scene()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == _meters && instrument.Name == "edgeguard.answer.fences")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Counted.Add((string)tags[0].Value!));
            _listener.Start();
            var metrics = new AnswerMetrics(_meters);
            _background = new BackgroundFences(Fencing, store: null!, metrics, TimeProvider.System, NullLogger<BackgroundFences>.Instance);
            Gate = new AnswerGate(Fencing, _background, metrics, TimeProvider.System);
        }

        public FakeFencing Fencing { get; } = new();

        public AnswerGate Gate { get; }

        public List<string> Counted { get; } = [];

        /// <summary>Version 5 is fenced.</summary>
        public static async Task<Scene> StartAsync()
        {
            var scene = new Scene();
            await scene.Fencing.FenceAsync(new LogHead(Epoch, 5, default), 5, TestContext.Current.CancellationToken);
            return scene;
        }

        public static Revealed Reveal(long version) => version == 0 ? default : new(new LogHead(Epoch, 8, default(Hash128)), version);

        public void Dispose()
        {
            _background.Dispose();
            _listener.Dispose();
            _meters.Dispose();
        }
    }
}
