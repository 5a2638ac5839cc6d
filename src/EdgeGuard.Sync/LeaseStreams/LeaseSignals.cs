using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>What the follower wants of the lease client, kept until the client looks. Depends on nothing, for the client depends on the follower.</summary>
internal sealed class LeaseSignals : ILeaseSignals
{
    private bool _askNow;
    private bool _followAll;

    /// <summary>Something of what concerns the client's loop has changed.</summary>
    public WakeSignal Changed { get; } = new();

    /// <summary>A report is due.</summary>
    public WakeSignal ReportDue { get; } = new();

    /// <summary>Whether every entry is wanted.</summary>
    public bool WantsAll => Volatile.Read(ref _followAll);

    /// <summary>True once after an Ask was wanted at once.</summary>
    public bool TakeAskNow() => Interlocked.Exchange(ref _askNow, false);

    /// <inheritdoc/>
    public void AskNow()
    {
        Volatile.Write(ref _askNow, true);
        Changed.Set();
    }

    /// <inheritdoc/>
    public void ReportNow() => ReportDue.Set();

    /// <inheritdoc/>
    public void FollowAll(bool all)
    {
        Volatile.Write(ref _followAll, all);
        Changed.Set();
    }
}
