using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>
/// Starts a topology stage by stage, keeps every child running, and stops them all in the reverse order. <c>tell</c> hears of
/// everything that happens to a child, on whichever thread it happens.
/// </summary>
internal sealed class Supervisor(SupervisorOptions options, TimeProvider time, Action<SupervisorEvent> tell) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SupervisedChild> _children = [];

    /// <summary>The children that run now, in start order.</summary>
    public IReadOnlyList<ProcessEndpoint> Processes
    {
        get
        {
            lock (_gate)
                return [.. _children.Where(c => c.Pid is not null).Select(c => new ProcessEndpoint(c.Name, c.Pid.GetValueOrDefault()))];
        }
    }

    /// <summary>Starts the children of one stage together and waits until all are ready.</summary>
    /// <exception cref="CliException">One did not start. The others run; dispose this to stop them.</exception>
    public async Task StartAsync(IEnumerable<ChildSpec> stage, CancellationToken cancellationToken)
    {
        var children = stage.Select(spec => new SupervisedChild(spec, options, time, tell)).ToList();
        lock (_gate)
            _children.AddRange(children);
        await Task.WhenAll(children.Select(child => child.StartAsync(cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        List<SupervisedChild> children;
        lock (_gate)
        {
            children = [.. _children];
            _children.Clear();
        }

        for (var i = children.Count - 1; i >= 0; i--)
            await children[i].DisposeAsync();
    }
}
