namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Tells who carries the log on what is in it now. Listeners run on the writer's thread, in the order of the log: they must neither block
/// nor throw. Thread-safe.
/// </summary>
internal sealed class CommitSignal
{
    private Action<IReadOnlyList<CommittedEntry>>? _committed;

    /// <summary>Adds a listener; before the first write.</summary>
    public void Subscribe(Action<IReadOnlyList<CommittedEntry>> committed) => _committed += committed;

    /// <summary>These entries are durable; at least one.</summary>
    public void Raise(IReadOnlyList<CommittedEntry> entries) => _committed?.Invoke(entries);
}
