namespace EdgeGuard.Cli.Dev;

/// <summary>
/// Lets a supervisor of <c>dev</c> take it along however the supervisor dies, as <c>dev</c> does with its children: on when the
/// variable <c>EdgeGuard__StopWhenInputEnds</c> is true.
/// </summary>
internal sealed class InputWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _done = new();
    private readonly Task _watch;

    private InputWatch(Stream input, CancellationTokenSource stop) => _watch = WatchAsync(input, stop);

    /// <summary>Cancels <paramref name="stop"/> when standard input ends, if the environment asks for it.</summary>
    public static InputWatch Start(CancellationTokenSource stop) => new(
        string.Equals(Environment.GetEnvironmentVariable("EdgeGuard__StopWhenInputEnds"), "true", StringComparison.OrdinalIgnoreCase)
            ? Console.OpenStandardInput()
            : Stream.Null,
        stop);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _watch;
        _done.Dispose();
    }

    private async Task WatchAsync(Stream input, CancellationTokenSource stop)
    {
        if (input == Stream.Null)
            return;
        var buffer = new byte[64];
        try
        {
            // A read of standard input cannot be cancelled; its thread is left behind when this is disposed, which is at the end.
            while (await Task.Run(() => input.Read(buffer), _done.Token).WaitAsync(_done.Token) > 0)
            {
            }

            await stop.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
