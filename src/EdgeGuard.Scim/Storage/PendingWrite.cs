using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>A write in the queue. Its outcome is decided while the batch runs and told when the batch is durable.</summary>
internal abstract class PendingWrite(CancellationToken cancellationToken)
{
    /// <summary>Nobody waits for it any more and it has not begun.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>End of the log after it.</summary>
    public LogHead Head { get; set; }

    /// <inheritdoc cref="DirectoryTransaction.RevealedVersion"/>
    public long RevealedVersion { get; set; }

    protected CancellationToken CancellationToken => cancellationToken;

    protected Exception? Failure { get; private set; }

    public abstract void Run(DirectoryTransaction transaction);

    /// <summary>Tells the caller.</summary>
    public abstract void Complete();

    public void Fail(Exception e) => Failure ??= e;
}
