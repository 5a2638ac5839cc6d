using System.Diagnostics.Metrics;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

/// <summary>Listens to one counter and throws at each measurement: an exception where nothing can fail.</summary>
internal sealed class FailingCounter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _failures;

    public FailingCounter(IMeterFactory meters, string name)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) =>
        {
            Interlocked.Increment(ref _failures);
            throw new InvalidOperationException("The test's listener fails.");
        });
        _listener.Start();
    }

    public int Failures => Volatile.Read(ref _failures);

    public void Dispose() => _listener.Dispose();
}
