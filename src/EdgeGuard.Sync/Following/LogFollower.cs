using EdgeGuard.Sync.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Following;

/// <summary>Keeps a <see cref="SnapshotState"/> at the head of the log. Runs until it is stopped.</summary>
/// <remarks>
/// One loop, which alone changes the state: (1) subscribe, (2) load the newest snapshot, (3) apply what the tail has after it,
/// (4) apply live messages. An entry is applied only if it is authentic, of the followed epoch, the next version, admitted by the
/// state, and leads to the digest that it names. Older ones are ignored. Whatever else comes, a gap, a beat ahead, another epoch, a
/// forged or unreadable message, a restored connection, leads to one look at Redis that repeats (2) and (3) as far as needed; until
/// it succeeds the last good snapshot stays. Three missing beats make the subscription suspect, and it is made anew; while none
/// comes at all, after pauses that grow to 15 s. Whatever comes meanwhile is taken at once.
/// </remarks>
public sealed partial class LogFollower
{
    /// <summary>How often a publisher beats at the least (<see cref="Publishing.PublisherOptions.BeatEvery"/>).</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan SilenceLimit = 3 * Beat;

    /// <summary>What a silent subscription may be silent for beyond the limit, from the second in a row on: with it at most 15 s.</summary>
    private static readonly TimeSpan FirstPatience = SilenceLimit;
    private static readonly TimeSpan LongestPatience = 4 * SilenceLimit;

    private static readonly TimeSpan TickEvery = Beat / 4;

    private readonly RedisLink _link;
    private readonly LiveIntake _intake;
    private readonly CatchUp _catchUp;
    private readonly FollowerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MessageInbox _inbox = new();
    private readonly Backoff _backoff;
    private readonly Backoff _patience;
    private readonly SnapshotHolder _holder;
    private bool _failing;
    private bool _silent;
    private bool _linkIsDead;

    internal LogFollower(
        RedisLink link, LiveIntake intake, CatchUp catchUp, SnapshotHolder holder, FollowerMetrics metrics, TimeProvider time, Random random,
        ILogger<LogFollower> logger)
    {
        _link = link;
        _intake = intake;
        _catchUp = catchUp;
        _holder = holder;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _backoff = new Backoff(time, random);
        _patience = new Backoff(time, random, FirstPatience, LongestPatience);
    }

    /// <summary>Who is told what to say to the scims; set before <see cref="RunAsync"/>.</summary>
    internal IReadOnlyList<ILeaseSignals> Signals
    {
        set => _holder.Signals = value;
    }

    /// <summary>How far this process is; null until the first snapshot is there. Read by any thread.</summary>
    public AppliedPosition? Applied => _holder.Applied;

    /// <summary>Follows until <paramref name="cancellationToken"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _link.Restored = _inbox.PostMissed;
        using var timer = _time.CreateTimer(_ => _inbox.Wake(), state: null, TickEvery, TickEvery);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await RecoverAsync(e, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Follows one subscription until it is silent.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        if (_linkIsDead)
            _link.Renew();
        _linkIsDead = false;

        var connection = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        var queue = await connection.GetSubscriber().SubscribeAsync(_link.Names.Changes).ConfigureAwait(false);
        try
        {
            queue.OnMessage(message => _inbox.Post((byte[]?)message.Message ?? []));
            await FollowSubscriptionAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await queue.UnsubscribeAsync(CommandFlags.FireAndForget).ConfigureAwait(false);
        }
    }

    private async Task FollowSubscriptionAsync(CancellationToken cancellationToken)
    {
        var heard = _time.GetTimestamp();
        var looked = heard;
        var pause = TimeSpan.Zero;
        var limit = _silent ? SilenceLimit + _patience.Next() : SilenceLimit;
        var behind = true;
        while (_time.GetElapsedTime(heard) <= limit)
        {
            if (behind && _time.GetElapsedTime(looked) >= pause)
            {
                behind = !await _catchUp.RunAsync(cancellationToken).ConfigureAwait(false);
                looked = _time.GetTimestamp();
                pause = behind ? _backoff.Next() : TimeSpan.Zero;
                if (!behind)
                    Followed();
            }

            await _inbox.WaitAsync(cancellationToken).ConfigureAwait(false);
            var complete = _intake.Take(_inbox, out var authentic);
            _holder.Tend();
            behind |= !complete | _inbox.TakeMissed() | _holder.IsDistrusted;
            if (!authentic)
                continue;
            heard = _time.GetTimestamp();
            limit = SilenceLimit;
            Heard();
        }

        if (!_silent)
            Log.Silent(_logger, _holder.Current?.Version ?? 0);
        _silent = true;
    }

    private void Heard()
    {
        if (!_silent)
            return;
        _silent = false;
        _patience.Reset();
        Log.HeardAgain(_logger, _holder.Current?.Version ?? 0);
    }

    private void Followed()
    {
        _backoff.Reset();
        if (_failing)
            Log.Resumed(_logger, _holder.Current?.Version ?? 0);
        _failing = false;
    }

    private async Task RecoverAsync(Exception e, CancellationToken cancellationToken)
    {
        _metrics.Failed();
        if (!_failing)
            Log.Failed(_logger, e.Message, e is RedisException or TimeoutException ? null : e);
        _failing = true;

        // A server that is merely away fails at once; a time-out says that the link swallows what is sent.
        _linkIsDead = e is TimeoutException;
        await _backoff.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
