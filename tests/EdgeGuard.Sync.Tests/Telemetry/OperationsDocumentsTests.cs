using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.LeaseStreams;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Telemetry;

/// <summary>What operators read is compared with what the code does.</summary>
public sealed class OperationsDocumentsTests
{
    [Fact]
    public void Events_EachId_IsDescribed()
    {
        var described = Read("events.md");
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (int)f.GetRawConstantValue()!).ToList();

        ids.ShouldBeUnique();
        foreach (var id in ids)
            described.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"| {id} |"));
    }

    [Fact]
    public void Metrics_EachInstrumentAndTagValue_IsDescribed()
    {
        var described = Read("metrics.md");
        using var factory = new TestMeterFactory();
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == factory)
                names.Add(instrument.Name);
        };
        listener.Start();

        _ = new PublisherMetrics(factory);
        _ = new FollowerMetrics(factory);
        var clock = new BootTimeClock();
        _ = new LeaseMetrics(factory, new LeaseMonitor(new EdgeLease(clock), clock));
        _ = new DiskCopyMetrics(factory);

        names.Count.ShouldBe(26);
        foreach (var name in names.Concat(Enum.GetNames<ResetCause>()).Concat(Enum.GetNames<RefusalCause>().Skip(1)).Concat(Enum.GetNames<LinkFault>().Skip(1)).Concat(Enum.GetNames<DiskCopyFault>().Skip(2)))
            described.ShouldContain($"`{name}`");
    }

    [Fact]
    public void RefusalCause_BeginsWithTheFaultsOfMessages()
    {
        foreach (var fault in Enum.GetValues<Sync.Contracts.MessageFault>())
            ((RefusalCause)fault).ToString().ShouldBe(fault.ToString());
    }

    private static string Read(string document)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EdgeGuard.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No EdgeGuard.sln above the tests.");
        return File.ReadAllText(Path.Combine(folder.FullName, "deploy", "operations", document));
    }
}
