using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeGuard.Testing;

/// <summary>
/// Collects what a test's subjects log, and fails the test when it is disposed if an Error was among it that the test did not
/// expect. Thread-safe.
/// </summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly FakeLoggerProvider _provider = new();
    private readonly HashSet<int> _expected = [];

    /// <summary>Everything logged so far, oldest first.</summary>
    public IReadOnlyList<FakeLogRecord> Records => _provider.Collector.GetSnapshot();

    /// <summary>A factory whose loggers all end here.</summary>
    public ILoggerFactory CreateFactory() => LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Debug).AddProvider(this));

    /// <summary>Allows Errors of one event.</summary>
    public void ExpectError(int eventId)
    {
        lock (_expected)
            _expected.Add(eventId);
    }

    /// <summary>How often an event was logged.</summary>
    public int Count(int eventId) => Records.Count(r => r.Id.Id == eventId);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => _provider.CreateLogger(categoryName);

    /// <summary>Fails the test on an unexpected Error.</summary>
    /// <exception cref="UnexpectedErrorException">There was one.</exception>
    public void AssertNoUnexpectedErrors()
    {
        lock (_expected)
        {
            if (Records.FirstOrDefault(r => r.Level >= LogLevel.Error && !_expected.Contains(r.Id.Id)) is { } record)
                throw new UnexpectedErrorException($"{record.Category}: {record.Message}", record.Exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => AssertNoUnexpectedErrors();
}
