using System.Diagnostics.Metrics;

namespace EdgeGuard.Testing;

/// <summary>Meters of one test: they carry this factory as their scope, so that tests do not see each other's figures.</summary>
public sealed class TestMeterFactory : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    /// <inheritdoc/>
    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        lock (_meters)
            _meters.Add(meter);
        return meter;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_meters)
            _meters.ForEach(meter => meter.Dispose());
    }
}
