using System.Threading.Channels;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Enforcement;

/// <summary>
/// Fences that no answer waits for. One runs at a time, always up to the newest version asked for: so however fast a provider deactivates,
/// no more than that goes on. What fails is tried again. Thread-safe.
/// </summary>
internal sealed partial class BackgroundFences(
    IFencing fencing, DirectoryStore store, AnswerMetrics metrics, TimeProvider time, ILogger<BackgroundFences> logger) : BackgroundService
{
    private readonly Lock _lock = new();

    // A wake-up says only that there is work: one waiting is enough.
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private (LogHead Head, long Version)? _wanted;
    private long _since;

    /// <summary>Fences what <paramref name="version"/>, or one below it, forbids, some time.</summary>
    /// <param name="head">The end of the log as the read or the commit showed it that showed the version.</param>
    /// <param name="version">The version that was revealed.</param>
    public void Add(LogHead head, long version)
    {
        Want(head, version, time.GetTimestamp());
        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var again = time.CreateTimer(_ => _wake.Writer.TryWrite(true), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (await _wake.Reader.WaitToReadAsync(stoppingToken))
        {
            _wake.Reader.TryRead(out _);
            if (Take() is not var (head, version, since))
                continue;
            var done = await FenceAsync(head, version, stoppingToken);
            if (!done)
            {
                await WantAgainAsync(head, version, since, stoppingToken);
                again.Change(FencedAnswers.RetryAfter, Timeout.InfiniteTimeSpan);
            }

            var took = time.GetElapsedTime(since);
            metrics.Reported(done, took);
            if (done)
                Log.Enforced(logger, version, took.TotalSeconds);
            else
                Log.NotConfirmed(logger, version, took.TotalSeconds);
        }
    }

    private void Want(LogHead head, long version, long since)
    {
        lock (_lock)
        {
            _since = _wanted is null ? since : Math.Min(_since, since);
            if (_wanted is not { } wanted || (head.Epoch == wanted.Head.Epoch ? version > wanted.Version : head.Version > wanted.Head.Version))
                _wanted = (head, version);
        }
    }

    /// <summary>At where the log stands by now: in another epoch its versions are the only ones that can be fenced, and all of them cover it.</summary>
    private async Task WantAgainAsync(LogHead head, long version, long since, CancellationToken stoppingToken)
    {
        var now = head;
        try
        {
            now = await store.ReadAsync(read => read.Head(), stoppingToken);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            // That the database does not answer is likely why the fence failed.
        }

        Want(now, now.Epoch == head.Epoch ? version : now.Version, since);
    }

    private (LogHead Head, long Version, long Since)? Take()
    {
        lock (_lock)
        {
            var taken = _wanted is var (head, version) ? (head, version, _since) : default((LogHead, long, long)?);
            _wanted = null;
            return taken;
        }
    }

    private async Task<bool> FenceAsync(LogHead head, long version, CancellationToken stoppingToken)
    {
        try
        {
            return await fencing.FenceAsync(head, version, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Log.Failed(logger, version, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ReportedEnforced, LogLevel.Information, "Revocations up to version {Version}, which answers did not wait for, are enforced after {Seconds} s.")]
        public static partial void Enforced(ILogger logger, long version, double seconds);

        [LoggerMessage(EventIds.ReportedNotConfirmed, LogLevel.Warning, "Revocations up to version {Version}, which answers did not wait for, could not be confirmed as enforced within {Seconds} s.")]
        public static partial void NotConfirmed(ILogger logger, long version, double seconds);

        [LoggerMessage(EventIds.BackgroundFenceFailed, LogLevel.Error, "The fence of version {Version} failed.")]
        public static partial void Failed(ILogger logger, long version, Exception e);
    }
}
