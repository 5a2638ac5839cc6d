using System.Diagnostics.Metrics;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Testing;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Sync.Tests.DiskCopies;

/// <summary>A folder for copies, and stores over it as successive processes have them.</summary>
internal sealed class DiskCopyRig : IDisposable
{
    private readonly TestMeterFactory _meters = new();
    private readonly ILoggerFactory _loggers;
    private readonly MetricCollector<double> _durations;
    private readonly DiskCopyMetrics _metrics;

    public DiskCopyRig()
    {
        _loggers = Logs.CreateFactory();
        _metrics = new DiskCopyMetrics(_meters);
        _durations = new MetricCollector<double>(_meters, "EdgeGuard.Sync", "edgeguard.disk_copy.duration");
        Path = System.IO.Path.Combine(Folder.FullName, "copy");
    }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("disk-copy-");

    public string Path { get; }

    public LogCapture Logs { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Copies written, by whichever store.</summary>
    public int Written => _durations.GetMeasurementSnapshot().Count;

    public DiskCopyStore Open(string? path = null) => new(
        Options.Create(new DiskCopyOptions { Path = path ?? Path }), TestEnvironment.Keys, _metrics, Time, _loggers.CreateLogger<DiskCopyStore>());

    /// <summary>What a new process would load.</summary>
    public Snapshot? Load() => Open().Load()?.State;

    public void Dispose()
    {
        _loggers.Dispose();
        _meters.Dispose();
        Folder.Delete(recursive: true);
        Logs.AssertNoUnexpectedErrors();
    }
}
