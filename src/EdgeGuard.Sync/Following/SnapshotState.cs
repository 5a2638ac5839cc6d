using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>The live holder of the current snapshot: one reference, swapped by one writer. Reading is a volatile load.</summary>
public sealed class SnapshotState
{
    private readonly List<ISnapshotObserver> _observers = [];
    private Snapshot? _current;

    /// <summary>The last verified snapshot; null until there is one.</summary>
    public Snapshot? Current => Volatile.Read(ref _current);

    /// <summary>
    /// Makes <paramref name="next"/> current, then tells the observers on the calling thread: what they do (cutting streams) is done
    /// when this returns. <paramref name="changes"/> is null when a whole snapshot was loaded.
    /// </summary>
    public void Swap(Snapshot next, IReadOnlyList<Change>? changes)
    {
        var previous = _current;
        Volatile.Write(ref _current, next);
        foreach (var observer in _observers)
            observer.OnSwapped(previous, next, changes);
    }

    /// <summary>Adds an observer; before the follower starts. One that is there already is not told twice.</summary>
    public void Observe(ISnapshotObserver observer)
    {
        if (!_observers.Contains(observer))
            _observers.Add(observer);
    }
}
