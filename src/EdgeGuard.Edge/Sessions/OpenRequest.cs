using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Sessions.Streams;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// An authorised request in flight, from its decision to the end of its response. Owned by the request; while it is registered,
/// others may <see cref="Cut"/> it. Also the feature from which the identity headers are made.
/// </summary>
internal sealed class OpenRequest(HttpContext context, ValidatedToken token, CompiledPolicy policy)
{
    private readonly SubjectClaim _claim = token.ToClaim();
    private readonly Lock _gate = new();
    private RequestAbort? _abort = RequestAbort.Of(context);
    private GuardedDuplex? _duplex;
    private LeaseView? _view;
    private volatile bool _isCut;
    private int _holds;

    /// <summary>Places in the lists of <see cref="OpenRequests"/>, which alone touches them.</summary>
    internal RequestLinks Links;

    /// <summary>The token that it came with.</summary>
    public ValidatedToken Token { get; } = token;

    /// <summary>Cancelled when the client has gone or the request is aborted.</summary>
    public CancellationToken Aborted { get; } = context.RequestAborted;

    /// <summary>Hash of the subject key that the token names.</summary>
    public Hash128 Subject => _claim.Subject;

    /// <summary>Hash of the token's tenant.</summary>
    public Hash128 Tenant => _claim.Tenant;

    /// <summary>The user whom the last allowing decision found; none before it.</summary>
    public Hash128 User { get; private set; }

    /// <summary>Roles by that decision, comma separated.</summary>
    public string Roles { get; private set; } = "";

    /// <summary>Version of that decision.</summary>
    public long Version { get; private set; }

    /// <summary>True when the lease of that decision had run out before the request was forwarded, so that it was not.</summary>
    public bool WentStale { get; private set; }

    /// <summary>True once it was cut: no further byte of it passes.</summary>
    public bool IsCut => _isCut;

    /// <summary>What the connection became, when the app accepted another protocol.</summary>
    public GuardedDuplex? Duplex
    {
        get
        {
            lock (_gate)
                return _duplex;
        }
    }

    /// <summary>The swap for which it was looked at last; touched by the follower's thread alone.</summary>
    internal long LookedAt { get; set; }

    /// <summary>Decides the request from <paramref name="view"/>, and remembers what the app is told.</summary>
    /// <param name="view">Read after <paramref name="instant"/>.</param>
    /// <param name="instant">The lease clock.</param>
    /// <param name="now">Unix milliseconds.</param>
    public Decision Decide(LeaseView view, long instant, long now)
    {
        if (view.Snapshot is not { } snapshot)
            return new Decision(Reason.SnapshotMissing, 0);
        if (!view.IsRunningAt(instant))
            return new Decision(Reason.SnapshotStale, snapshot.Version);
        var decision = policy.Decide(snapshot, _claim, now, out var subject);
        if (decision.Allowed)
            (_view, User, Roles, Version) = (view, subject.User, subject.RolesAt(now), decision.Version);
        return decision;
    }

    /// <summary>
    /// Just before the request is forwarded: whether the lease of the very view that allowed it still runs (FENCE section 2 step 5). It
    /// may have been long in coming here.
    /// </summary>
    public bool MayBeForwarded(long instant)
    {
        WentStale = _view?.IsRunningAt(instant) is not true;
        return !WentStale;
    }

    /// <summary>
    /// True when <paramref name="snapshot"/> would still allow the request, for the same user. Says nothing about the lease, without
    /// which a request is held and not cut. Safe from any thread while it is registered.
    /// </summary>
    public bool StillAllowed(Snapshot snapshot, long now) =>
        policy.Decide(snapshot, _claim, now, out var subject).Allowed && subject.User == User;

    /// <summary>
    /// Ends the request now, and the request to the app: an HTTP/2 stream is reset, an HTTP/1.1 connection aborted, a WebSocket told with
    /// a close frame where one can stand, and aborted otherwise. Does not wait. False when it had ended by itself.
    /// </summary>
    public bool Cut(CutCause cause)
    {
        // Under the lock: once Complete has returned, Kestrel reuses the context for another request, which must not be hit.
        lock (_gate)
        {
            if (_abort is not { } abort)
                return false;
            _abort = null;
            _isCut = true;
            var closes = false;
            try
            {
                closes = _duplex?.TryClose(cause) is true;
            }
            finally
            {
                if (!closes)
                    abort.Now();
            }

            return true;
        }
    }

    /// <exception cref="OperationCanceledException">It was cut.</exception>
    public void ThrowIfCut()
    {
        if (_isCut)
            throw new OperationCanceledException();
    }

    /// <summary>Notes what the connection has become.</summary>
    public void Attach(GuardedDuplex duplex)
    {
        lock (_gate)
            _duplex = duplex;
    }

    /// <summary>One direction begins to wait for a lease; true when it is the first.</summary>
    public bool BeginHold() => Interlocked.Increment(ref _holds) == 1;

    /// <summary>One direction waits no more; true when it was the last.</summary>
    public bool EndHold() => Interlocked.Decrement(ref _holds) == 0;

    /// <summary>The request has ended; nobody can cut it from here on.</summary>
    public void Complete()
    {
        lock (_gate)
            _abort = null;
    }
}
