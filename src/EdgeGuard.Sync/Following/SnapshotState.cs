using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Following;

/// <summary>The live holder of the current view: one reference, swapped by one writer. Reading is a volatile load.</summary>
public sealed class SnapshotState
{
    private readonly List<ISnapshotObserver> _observers = [];
    private View? _view;

    /// <summary>What decisions are made from; null until there is a verified snapshot. A decision reads it once.</summary>
    public View? View => Volatile.Read(ref _view);

    /// <summary>The last verified snapshot, trusted or not: for figures and the follower. Decisions read <see cref="View"/>.</summary>
    public Snapshot? Current => View?.Snapshot;

    /// <summary>
    /// Makes <paramref name="next"/> current, then tells the observers on the calling thread: what they do (cutting streams) is done
    /// when this returns. <paramref name="changes"/> is null when a whole snapshot was loaded, or trust alone changed.
    /// </summary>
    public void Swap(View next, IReadOnlyList<Change>? changes)
    {
        var previous = _view;
        Volatile.Write(ref _view, next);
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
