using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>Those who wait for one fence. Guarded by the lock of <see cref="LeaseFencing"/>, apart from its outcome.</summary>
internal sealed class FenceGroup(LogHead head)
{
    private readonly TaskCompletionSource<bool> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The highest version that one of them waits for.</summary>
    public LogHead Head { get; private set; } = head;

    public Task<bool> Outcome => _outcome.Task;

    /// <summary>True when the fence of this group covers <paramref name="head"/> too.</summary>
    public bool Covers(LogHead head) => head.Epoch == Head.Epoch && head.Version <= Head.Version;

    /// <summary>Raises what is waited for; before the fence begins.</summary>
    public void Raise(LogHead head)
    {
        if (head.Version > Head.Version)
            Head = head;
    }

    public void End(bool fenced) => _outcome.TrySetResult(fenced);
}
