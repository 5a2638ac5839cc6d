using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
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
    private HttpContext? _context = context;

    /// <summary>Places in the lists of <see cref="OpenRequests"/>, which alone touches them.</summary>
    internal RequestLinks Links;

    /// <summary>The token that it came with.</summary>
    public ValidatedToken Token { get; } = token;

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
            (User, Roles, Version) = (subject.User, subject.Roles, decision.Version);
        return decision;
    }

    /// <summary>True when the request would still be allowed, for the same user. Safe from any thread while it is registered.</summary>
    public bool StillAllowed(LeaseView view, long instant, long now) =>
        view.Snapshot is { } snapshot && view.IsRunningAt(instant)
        && policy.Decide(snapshot, _claim, now, out var subject).Allowed && subject.User == User;

    /// <summary>
    /// Ends the request now: the HTTP/1 connection is aborted, the HTTP/2 stream reset, the request to the app cancelled. False when
    /// it had ended by itself.
    /// </summary>
    public bool Cut()
    {
        // Under the lock: once Complete has returned, Kestrel reuses the context for another request, which must not be hit.
        lock (_gate)
        {
            if (_context is not { } context)
                return false;
            _context = null;
            context.Abort();
            return true;
        }
    }

    /// <summary>The request has ended; nobody can cut it from here on.</summary>
    public void Complete()
    {
        lock (_gate)
            _context = null;
    }
}
