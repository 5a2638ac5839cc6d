using EdgeGuard.Engine.Snapshots;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeGuard.Sync.Following;

/// <summary>The live holder of the current view: one reference, swapped by one writer. Reading is a volatile load.</summary>
/// <param name="logger">Told of observers that fail.</param>
public sealed partial class SnapshotState(ILogger<SnapshotState>? logger = null)
{
    /// <summary>How often one swap is told to an observer that fails at it.</summary>
    private const int Attempts = 3;

    private readonly ILogger _logger = logger ?? NullLogger<SnapshotState>.Instance;
    private readonly List<ISnapshotObserver> _observers = [];

    /// <summary>Observers that failed at every attempt: they do not know what changed since, and are told that anything may have.</summary>
    private readonly HashSet<ISnapshotObserver> _lost = [];
    private View? _view;

    /// <summary>What decisions are made from; null until there is a verified snapshot. A decision reads it once.</summary>
    public View? View => Volatile.Read(ref _view);

    /// <summary>The last verified snapshot, trusted or not: for figures and the follower. Decisions read <see cref="View"/>.</summary>
    public Snapshot? Current => View?.Snapshot;

    /// <summary>
    /// Makes <paramref name="next"/> current, then tells the observers on the calling thread: what they do (cutting streams) is done
    /// when this returns. <paramref name="changes"/> is null when a whole snapshot was loaded, or trust alone changed. An observer that
    /// throws is told again, without changes, so that it looks at everything; it keeps nobody else from being told.
    /// </summary>
    public void Swap(View next, IReadOnlyList<Change>? changes)
    {
        var previous = _view;
        Volatile.Write(ref _view, next);
        foreach (var observer in _observers)
            Tell(observer, previous, next, _lost.Contains(observer) ? null : changes);
    }

    /// <summary>Adds an observer; before the follower starts. One that is there already is not told twice.</summary>
    public void Observe(ISnapshotObserver observer)
    {
        if (!_observers.Contains(observer))
            _observers.Add(observer);
    }

    private void Tell(ISnapshotObserver observer, View? previous, View next, IReadOnlyList<Change>? changes)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                observer.OnSwapped(previous, next, attempt == 1 ? changes : null);
                _lost.Remove(observer);
                return;
            }
            catch (Exception e)
            {
                Log.ObserverFailed(_logger, observer.GetType().Name, next.Snapshot.Version, attempt, Attempts, e);
            }
        }

        _lost.Add(observer);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ObserverFailed, LogLevel.Error, "{Observer} failed at version {Version}, attempt {Attempt} of {Attempts}. It is told again that anything may have changed.", EventName = "ObserverFailed")]
        public static partial void ObserverFailed(ILogger logger, string observer, long version, int attempt, int attempts, Exception exception);
    }
}
