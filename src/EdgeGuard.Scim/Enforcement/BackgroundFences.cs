using System.Threading.Channels;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Telemetry;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Enforcement;

/// <summary>
/// Fences that no answer waits for. One runs at a time, always up to the newest version asked for: so however fast a provider deactivates,
/// no more than that goes on. Thread-safe.
/// </summary>
internal sealed partial class BackgroundFences(IFencing fencing, AnswerMetrics metrics, TimeProvider time, ILogger<BackgroundFences> logger) : BackgroundService
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
        lock (_lock)
        {
            if (_wanted is null)
                _since = time.GetTimestamp();
            if (_wanted is not { } wanted || (head.Epoch == wanted.Head.Epoch ? version > wanted.Version : head.Version > wanted.Head.Version))
                _wanted = (head, version);
        }

        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _wake.Reader.WaitToReadAsync(stoppingToken))
        {
            _wake.Reader.TryRead(out _);
            if (Take() is not var (head, version, since))
                continue;
            var done = await FenceAsync(head, version, stoppingToken);
            var took = time.GetElapsedTime(since);
            metrics.Reported(done, took);
            if (done)
                Log.Enforced(logger, version, took.TotalSeconds);
            else
                Log.NotConfirmed(logger, version, took.TotalSeconds);
        }
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
