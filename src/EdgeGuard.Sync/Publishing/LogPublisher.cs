using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Carries the durable log to Redis: appends what Redis lacks, repairs a lost or foreign Redis, writes snapshots, beats. Runs until
/// it is stopped. Any number of processes may run one each.
/// </summary>
/// <remarks>
/// One round at a time, started by <see cref="Notify"/> or by the beat's timer. A round after a notice goes straight to the database
/// for what follows the last known head of Redis and appends it: one read and one script. A round after the timer compares both ends
/// first, which finds a Redis that was flushed, replaced or set back.
/// </remarks>
public sealed partial class LogPublisher
{
    private readonly RedisLink _link;
    private readonly RedisFiller _filler;
    private readonly SnapshotPublisher _snapshots;
    private readonly PublisherMetrics _metrics;
    private readonly TimeSpan _beatEvery;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Backoff _backoff;
    private readonly WakeSignal _wake = new();
    private bool _beatDue = true;
    private bool _failing;
    private bool _linkIsDead;

    internal LogPublisher(
        RedisLink link, RedisFiller filler, SnapshotPublisher snapshots, PublisherOptions options, PublisherMetrics metrics,
        TimeProvider time, Random random, ILogger<LogPublisher> logger)
    {
        _link = link;
        _filler = filler;
        _snapshots = snapshots;
        _metrics = metrics;
        _beatEvery = options.BeatEvery;
        _time = time;
        _logger = logger;
        _backoff = new Backoff(time, random);
    }

    /// <summary>Tells that entries up to <paramref name="version"/> are committed. Never blocks, never throws; hints may be lost.</summary>
    public void Notify(long version)
    {
        if (version > _filler.PublishedVersion)
            _wake.Set();
    }

    /// <summary>Publishes until <paramref name="cancellationToken"/>.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(PublishAsync(cancellationToken), _snapshots.RunAsync(cancellationToken));

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        using var timer = _time.CreateTimer(_ => BeatIsDue(), state: null, _beatEvery, _beatEvery);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(cancellationToken).ConfigureAwait(false);
                await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(e);
                _filler.Forget();
                await _backoff.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        if (_linkIsDead)
            _link.Renew();
        _linkIsDead = false;

        var beat = Interlocked.Exchange(ref _beatDue, false);
        try
        {
            var reset = await _filler.FillAsync(compare: beat, cancellationToken).ConfigureAwait(false);
            if (reset)
                _snapshots.Wake();
            if (beat)
                await _filler.BeatAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Volatile.Write(ref _beatDue, true);
            throw;
        }

        _backoff.Reset();
        if (!_failing)
            return;
        _failing = false;
        Log.Resumed(_logger, _filler.PublishedVersion);
    }

    private void BeatIsDue()
    {
        Volatile.Write(ref _beatDue, true);
        _wake.Set();
    }

    private void Failed(Exception e)
    {
        _metrics.Failed();

        // A server that is merely away fails at once; a time-out says that the link swallows what is sent.
        _linkIsDead = e is TimeoutException;
        if (_failing)
            return;
        _failing = true;

        // A Redis that is away needs no stack trace.
        Log.Failed(_logger, e.Message, e is RedisException or TimeoutException ? null : e);
    }
}
