namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>How a fence stands.</summary>
public enum FenceState
{
    /// <summary>To be waited for.</summary>
    Waiting,

    /// <summary>No decision that starts from now on allows what the version forbids: it may be acknowledged.</summary>
    Done,

    /// <summary>The epoch changed meanwhile, so the version may be lost: no acknowledgement, the caller tries again.</summary>
    Failed,
}
