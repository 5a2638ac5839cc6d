using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Testing;

namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>Fences that are done at once, until the test holds them or makes them fail.</summary>
internal sealed class FakeFencing : IFencing
{
    private readonly Lock _lock = new();
    private readonly List<(LogHead Head, TaskCompletionSource<bool> Done)> _waiting = [];
    private readonly List<LogHead> _asked = [];
    private LogHead? _fenced;
    private bool _holds;
    private bool _fails;

    /// <summary>Every version whose fence was asked for; the digests are those of the heads.</summary>
    public IReadOnlyList<LogHead> Asked
    {
        get
        {
            lock (_lock)
                return [.. _asked];
        }
    }

    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    public bool IsFenced(Epoch epoch, long version)
    {
        lock (_lock)
            return _fenced is { } fenced && fenced.Epoch == epoch && version <= fenced.Version;
    }

    public async Task<bool> FenceAsync(LogHead head, long version, CancellationToken cancellationToken)
    {
        var wanted = head with { Version = version };
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _asked.Add(wanted);
            if (_holds)
                _waiting.Add((wanted, done));
            else
                Complete(wanted, done);
        }

        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Fences wait from here on.</summary>
    public void Hold()
    {
        lock (_lock)
            _holds = true;
    }

    /// <summary>All that wait are done, and later ones at once.</summary>
    public void Release() => End(fails: false);

    /// <summary>All that wait fail, and later ones at once.</summary>
    public void Fail() => End(fails: true);

    /// <summary>Waits until so many fences wait, or <paramref name="answer"/> is there without.</summary>
    public Task UntilWaitingAsync(int count, Task? answer = null) =>
        Eventually.TrueAsync(() => Waiting >= count || answer is { IsCompleted: true }, $"a wait of {count} fences");

    private void End(bool fails)
    {
        lock (_lock)
        {
            _holds = false;
            _fails = fails;
            foreach (var (head, done) in _waiting)
                Complete(head, done);
            _waiting.Clear();
        }
    }

    private void Complete(LogHead head, TaskCompletionSource<bool> done)
    {
        if (!_fails && (_fenced is not { } fenced || fenced.Epoch != head.Epoch || fenced.Version < head.Version))
            _fenced = head;
        done.TrySetResult(!_fails);
    }
}
