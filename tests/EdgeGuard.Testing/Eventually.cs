using System.Diagnostics;

namespace EdgeGuard.Testing;

/// <summary>Bounded polling: the only way in which tests wait for something that does not tell.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">Looked at every 5 ms.</param>
    /// <param name="what">What is waited for, as it should be read in "… did not come about".</param>
    /// <param name="timeout">Default 20 seconds: a failing test's patience, not an expectation.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? timeout = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, timeout);

    /// <summary>As the other, for a condition that has to be asked for.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? timeout = null)
    {
        var limit = timeout ?? DefaultTimeout;
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(PollEvery, TimeProvider.System);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                throw new TimeoutException($"{what} did not come about within {limit.TotalSeconds} s.");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits for a value that is not null.</summary>
    public static async Task<T> GetAsync<T>(Func<T?> read, string what, TimeSpan? timeout = null)
        where T : class
    {
        T? value = null;
        await TrueAsync(() => (value = read()) is not null, what, timeout);
        return value!;
    }
}
