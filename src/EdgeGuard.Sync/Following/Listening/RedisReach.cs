using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Following.Listening;

/// <summary>
/// Whether Redis is heard and reached, as the subscription, the feed and the loop find; tells each change once, and asks the scims for
/// every entry while it is silent. Thread-safe.
/// </summary>
internal sealed partial class RedisReach(FollowerMetrics metrics, TimeProvider time, ILogger<RedisReach> logger)
{
    /// <summary>Name of Redis as a source.</summary>
    public const string Name = "redis";

    /// <summary>Two missing beats: from here on every entry is wanted from scim (SECURITY F2).</summary>
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(2);

    private long _heardAt = time.GetTimestamp();
    private bool _followsAll;
    private bool _failing;
    private bool _toldSilent;
    private TimeoutException? _condemned;

    /// <summary>Who asks the scims; set before the follower starts.</summary>
    public IReadOnlyList<ILeaseSignals> Signals { get; set; } = [];

    /// <summary>Since when nothing authentic was heard.</summary>
    public TimeSpan SilentFor => time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>True while nothing authentic has been heard for two beats.</summary>
    public bool IsSilent => SilentFor >= SilentAfter;

    /// <summary>An authentic message came.</summary>
    public void Heard(long version)
    {
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        if (Interlocked.Exchange(ref _toldSilent, false))
            Log.HeardAgain(logger, version);
        if (Interlocked.Exchange(ref _failing, false))
            Log.Resumed(logger, version);
        Tend();
    }

    /// <summary>Sees whether the scims should send every entry, or no more.</summary>
    public void Tend()
    {
        var isSilent = IsSilent;
        if (Interlocked.Exchange(ref _followsAll, isSilent) == isSilent)
            return;
        foreach (var signals in Signals)
            signals.FollowAll(isSilent);
    }

    /// <summary>True from <see cref="FellSilent"/> until something is heard.</summary>
    public bool IsToldSilent => Volatile.Read(ref _toldSilent);

    /// <summary>The subscription was silent for too long.</summary>
    public void FellSilent(long version)
    {
        if (!Interlocked.Exchange(ref _toldSilent, true))
            Log.Silent(logger, version);
    }

    /// <summary>Redis could not be subscribed to.</summary>
    public void Failed(Exception e)
    {
        metrics.Failed(Name);
        if (!Interlocked.Exchange(ref _failing, true))
            Log.Failed(logger, e.Message, e is RedisException or TimeoutException ? null : e);
    }

    /// <summary>A command was not answered in time, although the client thinks that it is connected.</summary>
    public void Condemn(TimeoutException e) => Interlocked.CompareExchange(ref _condemned, e, null);

    /// <summary>Not null once after the link was condemned.</summary>
    public TimeoutException? TakeCondemned() => Interlocked.Exchange(ref _condemned, null);

    private static partial class Log
    {
        [LoggerMessage(EventIds.FollowingFailed, LogLevel.Warning, "The log in Redis cannot be followed: {Reason} The last good snapshot stays; retrying.", EventName = "FollowingFailed")]
        public static partial void Failed(ILogger logger, string reason, Exception? exception);

        [LoggerMessage(EventIds.FollowingResumed, LogLevel.Information, "The log in Redis is followed again, at version {Version}.", EventName = "FollowingResumed")]
        public static partial void Resumed(ILogger logger, long version);

        [LoggerMessage(EventIds.SubscriptionSilent, LogLevel.Warning, "Three beats are missing after version {Version}: subscribing anew. Is any publisher running? Told once.", EventName = "SubscriptionSilent")]
        public static partial void Silent(ILogger logger, long version);

        [LoggerMessage(EventIds.SubscriptionHeard, LogLevel.Information, "A publisher is heard again, at version {Version}.", EventName = "SubscriptionHeard")]
        public static partial void HeardAgain(ILogger logger, long version);
    }
}
