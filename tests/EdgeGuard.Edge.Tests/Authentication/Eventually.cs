namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>Bounded polling for what another thread will do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the condition holds, doing <paramref name="step"/> (such as moving a clock) before each look.</summary>
    public static async Task HoldsAsync(Func<bool> condition, string message, Action? step = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Not within {Limit}: {message}");
            step?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }
    }
}
