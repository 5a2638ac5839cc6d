namespace EdgeGuard.Scim.Storage;

/// <inheritdoc/>
internal sealed class PendingWrite<T>(Func<DirectoryTransaction, T> work, CancellationToken cancellationToken) : PendingWrite(cancellationToken)
{
    private readonly TaskCompletionSource<Written<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ran;
    private T? _value;

    public Task<Written<T>> Completion => _completion.Task;

    /// <inheritdoc/>
    public override void Run(DirectoryTransaction transaction)
    {
        _value = work(transaction);
        _ran = true;
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (Failure is not null)
            _completion.TrySetException(Failure);
        else if (!_ran)
            _completion.TrySetCanceled(CancellationToken);
        else
            _completion.TrySetResult(new Written<T>(_value!, Head, RevealedVersion)); // Not null where T is not: it is what work returned.
    }
}
