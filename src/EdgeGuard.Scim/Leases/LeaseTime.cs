using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Scim.Leases;

/// <summary>
/// The lease clock with timers that wake at its instants. A timer only wakes, what it finds is decided by the clock: the machine's own
/// timers stand still while it is suspended, and waking late does no harm at a scim (FENCE A2). Thread-safe.
/// </summary>
internal sealed class LeaseTime(ILeaseClock clock)
{
    private const long NanosecondsPerTick = 100;

    // Longer ones are looked at again in between; also what "no instant" comes to.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    // Not the host's: a test that stops the host's time must not stop leases, whose clock goes on.
    private static readonly TimeProvider Timers = TimeProvider.System;

    public long Now => clock.Now;

    /// <summary>A span of the lease clock.</summary>
    public static TimeSpan ToSpan(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / NanosecondsPerTick);

    /// <summary>How long a timer for <paramref name="instant"/> has to run; rounded up, so that it does not wake just before.</summary>
    public TimeSpan Until(long instant)
    {
        var left = instant - clock.Now;
        if (left <= 0)
            return TimeSpan.Zero;
        var span = TimeSpan.FromTicks((left / NanosecondsPerTick) + TimeSpan.TicksPerMillisecond);
        return span < LongestTimer ? span : LongestTimer;
    }

    /// <summary>A timer that is not running.</summary>
    public static ITimer CreateTimer(Action fire) => Timers.CreateTimer(_ => fire(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>A token that is cancelled after <paramref name="nanoseconds"/>, or with <paramref name="cancellationToken"/>.</summary>
    public static CancellationTokenSource Limit(long nanoseconds, CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ToSpan(Math.Max(0, nanoseconds)));
        return limit;
    }
}
