using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>Those who wait for one fence. Guarded by the lock of <see cref="LeaseFencing"/>, apart from its outcome.</summary>
internal sealed class FenceGroup(LogHead head, long version)
{
    private readonly TaskCompletionSource<bool> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The end of the log as the one saw it who waits for <see cref="Version"/>.</summary>
    public LogHead Head { get; private set; } = head;

    /// <summary>The highest version that one of them waits for: its fence ends for all of them.</summary>
    public long Version { get; private set; } = version;

    public Task<bool> Outcome => _outcome.Task;

    /// <summary>True when the fence of this group covers <paramref name="version"/> too.</summary>
    public bool Covers(Epoch epoch, long version) => epoch == Head.Epoch && version <= Version;

    /// <summary>Raises what is waited for, never above what is revealed; before the fence begins.</summary>
    public void Raise(LogHead head, long version)
    {
        if (version > Version)
            (Head, Version) = (head, version);
    }

    public void End(bool fenced) => _outcome.TrySetResult(fenced);
}
