using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using EdgeGuard.Scim.Leases.Fencing;
using EdgeGuard.Scim.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Telemetry;

/// <summary>What operators read is compared with what the code does.</summary>
public sealed class OperationsDocumentsTests
{
    [Fact]
    public void Events_EachId_IsDescribed()
    {
        var described = Read("events.md");
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToList();

        ids.ShouldBeUnique();
        foreach (var id in ids)
            described.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"| {id} |"));
    }

    [Fact]
    public async Task Metrics_EachInstrument_IsDescribed()
    {
        var described = Read("metrics.md");
        await using var server = await ScimServer.StartAsync();
        var factory = server.Services.GetRequiredService<IMeterFactory>();
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Meter.Name == "edgeguard-scim")
                names.Add(instrument.Name);
        };

        listener.Start();

        names.Count.ShouldBeGreaterThanOrEqualTo(11);
        names.ShouldAllBe(name => described.Contains($"| `{name}` |"));
        foreach (var outcome in Enum.GetNames<FenceOutcome>())
            described.ShouldContain($"`{outcome.ToLowerInvariant()}`");
    }

    private static string Read(string document)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EdgeGuard.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No EdgeGuard.sln above the tests.");
        return File.ReadAllText(Path.Combine(folder.FullName, "deploy", "operations", document));
    }
}
