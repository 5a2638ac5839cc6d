using System.ComponentModel;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>One child with its present run: starts it, watches it, starts it again when it dies, stops it.</summary>
internal sealed class SupervisedChild(ChildSpec spec, SupervisorOptions options, TimeProvider time, Action<SupervisorEvent> tell) : IAsyncDisposable
{
    private const int TailLines = 15;

    private readonly CancellationTokenSource _stopping = new();
    private readonly LogFile _log = new(spec.LogPath);
    private ChildProcess? _run;
    private Task _watch = Task.CompletedTask;

    public string Name => spec.Name;

    /// <summary>Process id of the present run; null while there is none.</summary>
    public int? Pid { get; private set; }

    /// <summary>Starts the child for the first time and waits until it is ready.</summary>
    /// <exception cref="CliException">It ended, or was not ready in time; the message carries the end of its log.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var run = Launch();
        var failure = await WaitUntilReadyAsync(run, cancellationToken);
        if (failure is not null)
            throw new CliException($"{Name} {failure}. The end of {spec.LogPath}:\n{_log.Tail(TailLines)}");
        _watch = WatchAsync(run);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        if (_run is { } run)
        {
            if (!await run.StopAsync(options.StopGrace, time))
                tell(new SupervisorEvent(SupervisorEventKind.Killed, Name, $"did not stop within {options.StopGrace.TotalSeconds:0.#} s and was killed"));
            Pid = null;
            run.Dispose();
        }

        _log.Dispose();
        _stopping.Dispose();
    }

    private ChildProcess Launch()
    {
        _run?.Dispose();
        _run = null;
        try
        {
            _run = ChildProcess.Start(spec, _log);
        }
        catch (Win32Exception e)
        {
            throw new CliException($"cannot start {spec.FileName}: {e.Message}", e);
        }

        Pid = _run.Pid;
        tell(new SupervisorEvent(SupervisorEventKind.Started, Name, $"runs as process {_run.Pid}"));
        return _run;
    }

    /// <returns>Null when ready, else what happened instead.</returns>
    private async Task<string?> WaitUntilReadyAsync(ChildProcess run, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            while (!run.Ended.IsCompleted)
            {
                if (await spec.IsReadyAsync(either.Token))
                    return null;
                await Task.WhenAny(run.Ended, Task.Delay(options.ReadyPollEvery, time, either.Token));
                either.Token.ThrowIfCancellationRequested();
            }

            return $"ended with code {await run.Ended} before it was ready";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"was not ready within {options.StartTimeout.TotalSeconds:0.#} s";
        }
    }

    private async Task WatchAsync(ChildProcess run)
    {
        var deaths = 0;
        try
        {
            while (true)
            {
                var started = time.GetTimestamp();
                var code = await run.Ended.WaitAsync(_stopping.Token);
                Pid = null;
                deaths = time.GetElapsedTime(started) >= options.StableAfter ? 1 : deaths + 1;
                var wait = options.BackoffAfter(deaths);
                _log.WriteLine($"ended with code {code}");
                tell(new SupervisorEvent(SupervisorEventKind.Died, Name, $"ended with code {code}; starting it again in {wait.TotalSeconds:0.##} s"));
                await Task.Delay(wait, time, _stopping.Token);
                run = Launch();
                if (await WaitUntilReadyAsync(run, _stopping.Token) is { } failure)
                    tell(new SupervisorEvent(SupervisorEventKind.NotReady, Name, $"{failure}; see {spec.LogPath}"));
                else
                    tell(new SupervisorEvent(SupervisorEventKind.Ready, Name, $"is back as process {run.Pid}"));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: DisposeAsync takes the present run from here.
        }
        catch (CliException e)
        {
            tell(new SupervisorEvent(SupervisorEventKind.NotReady, Name, $"is given up: {e.Message}"));
        }
    }
}
