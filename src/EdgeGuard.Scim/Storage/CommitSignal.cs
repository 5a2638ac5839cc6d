namespace EdgeGuard.Scim.Storage;

/// <summary>Tells who carries the log on that there is more of it. Listeners must neither block nor throw. Thread-safe.</summary>
internal sealed class CommitSignal
{
    private Action<long>? _committed;

    /// <summary>Adds a listener; before the first write.</summary>
    public void Subscribe(Action<long> committed) => _committed += committed;

    /// <summary>Entries up to <paramref name="version"/> are durable.</summary>
    public void Raise(long version) => _committed?.Invoke(version);
}
