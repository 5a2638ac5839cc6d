using System.Diagnostics.Metrics;
using System.Threading.Channels;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Storage.Sqlite;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace EdgeGuard.Scim.Tests.Storage;

public sealed class CommitQueueTests : IAsyncDisposable
{
    private static readonly EnvironmentKeys Keys = EnvironmentKeys.FromSecret(new byte[32]);

    private readonly TestFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly FailingTime _time = new();
    private readonly CommitSignal _signal = new();
    private readonly TestMeterFactory _meters = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CommitQueueTests() => _database = SqliteDatabase.Open(_folder.File("edgeguard.db"), Keys, lease: 10_000_000_000);

    [Fact]
    public async Task Write_BatchFailsForAnyReason_FailsItsWritesAndTheNextCommits()
    {
        var logger = new FakeLogger();
        await using var queue = Start(logger);
        await PutAsync(queue, "t1");

        _time.FailNext(1);
        await Should.ThrowAsync<InvalidTimeZoneException>(() => PutAsync(queue, "t2"));

        (await PutAsync(queue, "t3")).Version.ShouldBe(2);
        queue.HasFailed.ShouldBeFalse();
        logger.Collector.GetSnapshot().ShouldHaveSingleItem().Id.Id.ShouldBe(EventIds.CommitFailed);
    }

    [Fact]
    public async Task Write_ListenerThrowsAfterTheCommit_IsAnsweredAndTheNextCommits()
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Scope == _meters)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidTimeZoneException());
        listener.Start();
        await using var queue = Start(new FakeLogger());

        (await PutAsync(queue, "t1")).Version.ShouldBe(1);
        (await PutAsync(queue, "t2")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Write_WriterHasEnded_IsRefusedAndTheHostIsToldToStop()
    {
        await using var queue = Start(new ThrowingLogger());

        _time.FailNext(1);
        await Should.ThrowAsync<InvalidTimeZoneException>(() => PutAsync(queue, "t1"));

        await _stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        queue.HasFailed.ShouldBeTrue();
        await Should.ThrowAsync<ChannelClosedException>(() => PutAsync(queue, "t2"));
    }

    [Fact]
    public async Task Security_F13_SlowWritesWait_AnUrgentOneIsDurableAfterTheOneThatRuns()
    {
        var logger = new FakeLogger();
        await using var queue = Start(logger);
        using var go = new ManualResetEventSlim();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ran = 0;
        var slow = new List<Task<Written<int>>>();
        for (var i = 0; i < CommitQueue.MaxBatch; i++)
        {
            var tenant = $"t{i}";
            slow.Add(queue.WriteAsync(transaction => RunSlowly(transaction, tenant), WriteLane.Ordinary, TestContext.Current.CancellationToken));
        }

        await started.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        var urgent = queue.WriteAsync(_ => Volatile.Read(ref ran), WriteLane.Urgent, TestContext.Current.CancellationToken);
        go.Set();

        (await urgent).Value.ShouldBe(1);
        (await urgent).Version.ShouldBe(1);
        (await Task.WhenAll(slow)).Select(written => written.Value).ShouldBe(Enumerable.Range(1, CommitQueue.MaxBatch));

        int RunSlowly(DirectoryTransaction transaction, string tenant)
        {
            started.TrySetResult();
            go.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
            transaction.Catalog.PutTenant(tenant, suspended: false);
            _time.Advance(CommitQueue.LongestBatch);
            return Interlocked.Increment(ref ran);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _meters.Dispose();
        _folder.Dispose();
    }

    private static Task<Written<bool>> PutAsync(CommitQueue queue, string tenant) => queue.WriteAsync(
        transaction =>
        {
            transaction.Catalog.PutTenant(tenant, suspended: false);
            return true;
        },
        WriteLane.Ordinary,
        TestContext.Current.CancellationToken);

    private CommitQueue Start(ILogger logger)
    {
        var queue = new CommitQueue(_database, new EntryCodec(Keys), Keys, _time, new StorageMetrics(_meters), _signal, logger, _stopped.SetResult);
        queue.Start();
        return queue;
    }

    /// <summary>A logger that fails where a failed commit is reported.</summary>
    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == EventIds.CommitFailed)
                throw new InvalidTimeZoneException();
        }
    }
}
