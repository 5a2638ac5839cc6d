using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Holding;

/// <summary>
/// The edge's half of the lease protocol (FENCE section 2 steps 1, 4, 5, 8 and 9): a state machine without I/O that says what to send
/// and publishes the one <see cref="View"/> on which decisions rest. Thread-safe: decisions read without a lock, everything else
/// takes turns.
/// </summary>
/// <remarks>
/// The host calls, for each entry that fits: <see cref="Apply"/>, cuts the streams, <see cref="Settle"/>, and if the entry has the fence
/// flag sends <see cref="Report"/> to <see cref="Contacts"/>. For a whole state: <see cref="Load"/>, cuts, <see cref="Settle"/>, and an
/// Ask at once. For a digest that does not fit: <see cref="Distrust"/>, and an Ask at once. For each Grant: <see cref="Receive"/>.
/// <para>
/// A proof counts when its head is <em>settled</em>, not merely applied: otherwise an edge whose cuts hang would go on renewing
/// its lease, and forward bytes of a revoked stream after the fence has waited its time.
/// </para>
/// </remarks>
public sealed class EdgeLease
{
    // A Grant each L/5 from a few scims, each useless after L: more are pending only when time is out of joint.
    private const int MaxProofs = 64;

    private readonly Lock _gate = new();
    private readonly ILeaseClock _clock;
    private readonly HolderState _state;
    private LeaseView _view;
    private long _length;

    /// <summary>A new incarnation: no state, no lease.</summary>
    public EdgeLease(ILeaseClock clock)
        : this(clock, new HolderState { Edge = Incarnation.New(), Digests = new DigestHistory(DigestHistory.DefaultCapacity) }, new LeaseView(null, 0))
    {
    }

    internal EdgeLease(ILeaseClock clock, HolderState state, LeaseView view)
    {
        _clock = clock;
        _state = state;
        _view = view;
    }

    /// <summary>This process.</summary>
    public Incarnation Incarnation => _state.Edge;

    /// <summary>What decisions rest on. One volatile read; take it once per decision, after reading the clock.</summary>
    public LeaseView View => Volatile.Read(ref _view);

    /// <summary>True while a digest did not fit and no reload has been accepted since; the host reloads until it is false.</summary>
    public bool IsDistrusted
    {
        get
        {
            lock (_gate)
                return _state.Distrusted;
        }
    }

    /// <summary>Length of the newest Grant; 0 before the first. For figures alone.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Versions that Grants have named, of the present epoch, and that are not settled. For figures alone.</summary>
    public long Lag
    {
        get
        {
            lock (_gate)
            {
                if (_view.Snapshot is not { } current)
                    return 0;
                var settled = _state.Settled is { } head && head.Epoch == current.Epoch ? head.Version : 0;
                var known = settled;
                foreach (var (_, named) in _state.Proofs)
                {
                    if (named.Epoch == current.Epoch)
                        known = Math.Max(known, named.Version);
                }

                return known - settled;
            }
        }
    }

    internal HolderState State => _state;

    /// <summary>
    /// Step 1: reads the clock and gives the Ask to send afterwards; null while there is nothing that could be leased. To be called
    /// each L/5 with jitter, after each accepted <see cref="Load"/>, and after <see cref="Distrust"/>.
    /// </summary>
    public LeaseAsk? Ask()
    {
        lock (_gate)
        {
            if (_state.Left || _state.Settled is not { } applied)
                return null;
            return new LeaseAsk(_state.Edge, _state.Asks.Add(_clock.Now), applied);
        }
    }

    /// <summary>Step 4: takes a Grant, which came by <paramref name="link"/>, as a proof, now or when its head is reached.</summary>
    /// <returns>What it is worth. One that answers no Ask of this process, or too late, says nothing about the log's head either.</returns>
    public GrantReceipt Receive(LinkId link, in LeaseGrant grant)
    {
        lock (_gate)
        {
            if (_state.Left || _state.Asks.Find(grant.Number) is not { } madeAt)
                return default;

            // The edge cannot see the scim's clock nor Lw; twice the length covers both, and a report too many does no harm.
            var now = _clock.Now;
            var isNewContact = !(_state.Contacts.TryGetValue(link, out var until) && until > now);
            _state.Contacts[link] = now + (2 * grant.Length);
            Volatile.Write(ref _length, grant.Length);
            if (grant.Number >= _state.CountsFrom)
            {
                if (_state.Proofs.Count == MaxProofs)
                    _state.Proofs.RemoveAt(0);
                _state.Proofs.Add(new LeaseProof(madeAt + grant.Length, grant.Head));
                Prove();
            }
            else if (_state.Distrusted && grant.Number >= _state.EvidenceFrom)
            {
                _state.EvidenceAccepted = true;
            }

            return new GrantReceipt(IsInTime: now < madeAt + grant.Length, isNewContact);
        }
    }

    /// <summary>
    /// Publishes the state after further entries of the same epoch; the lease stays as it is. False, and nothing changed, when the state
    /// cannot follow the present one or nothing may be applied before a reload.
    /// </summary>
    /// <param name="next">The state; its digest was verified against its entry.</param>
    /// <param name="passed">Heads of the entries between the present state and <paramref name="next"/>, when it was more than one.</param>
    public bool Apply(Snapshot next, params ReadOnlySpan<LogHead> passed)
    {
        lock (_gate)
        {
            if (_state.Distrusted || _view.Snapshot is not { } current || current.Epoch != next.Epoch || next.Version <= current.Version)
                return false;

            foreach (var head in passed)
                _state.Digests.TryAdd(head.Version, head.Digest);
            Publish(next, _view.Deadline);
            return true;
        }
    }

    /// <summary>
    /// Publishes a whole state whose digest was verified. In the same epoch the lease stays; in another one it starts at none. False, and
    /// nothing changed, when the state is older than one that this process had in that epoch, or when after <see cref="Distrust"/> no
    /// scim has yet seen what this edge had: what it had may be the only trace of a history that was lost.
    /// </summary>
    public bool Load(Snapshot loaded)
    {
        lock (_gate)
        {
            var sameEpoch = _view.Snapshot?.Epoch == loaded.Epoch;
            if (loaded.Version < _state.Highest.GetValueOrDefault(loaded.Epoch) || (_state.Distrusted && sameEpoch && !_state.EvidenceAccepted))
                return false;
            if (sameEpoch && !_state.Distrusted && _state.Digests.Find(loaded.Version) is { } known && known != loaded.Digest)
            {
                DistrustLocked();
                return false;
            }

            if (_state.Distrusted)
            {
                _state.Distrusted = false;
                _state.CountsFrom = _state.Asks.Last + 1;
                _state.Digests.Clear();
            }

            if (!sameEpoch)
            {
                _state.Settled = null;
                _state.Digests.Clear();
                _state.Proofs.RemoveAll(proof => proof.Head.Epoch != loaded.Epoch);
            }

            Publish(loaded, sameEpoch ? _view.Deadline : 0);
            return true;
        }
    }

    /// <summary>
    /// The streams that <paramref name="applied"/> ends are cut: from now on it is reported, and counts for proofs. Ignored when the
    /// epoch has changed since.
    /// </summary>
    public void Settle(Snapshot applied)
    {
        lock (_gate)
        {
            if (_view.Snapshot?.Epoch != applied.Epoch || applied.Version < _state.Settled?.Version)
                return;
            _state.Settled = HeadOf(applied);
            Prove();
        }
    }

    /// <summary>Step 4, last sentences: a digest did not fit. Ends the lease, drops all proofs; only a reload brings a lease back.</summary>
    public void Distrust()
    {
        lock (_gate)
            DistrustLocked();
    }

    /// <summary>Step 8: what to send to <see cref="Contacts"/> after an entry with the fence flag; null when there is nothing to report.</summary>
    public AppliedReport? Report()
    {
        lock (_gate)
            return _state.Settled is { } applied ? new AppliedReport(_state.Edge, applied) : null;
    }

    /// <summary>The scims that may still hold a record of this edge.</summary>
    public IReadOnlyList<LinkId> Contacts()
    {
        lock (_gate)
        {
            var now = _clock.Now;
            var links = new List<LinkId>(_state.Contacts.Count);
            foreach (var (link, until) in _state.Contacts)
            {
                if (until > now)
                    links.Add(link);
                else
                    _state.Contacts.Remove(link);
            }

            return links;
        }
    }

    /// <summary>Step 9, after the requests are drained: this process never allows again. The answer is to be sent to <see cref="Contacts"/>.</summary>
    public LeaseRelease Leave()
    {
        lock (_gate)
        {
            _state.Left = true;
            _state.Proofs.Clear();
            Volatile.Write(ref _view, _view.WithDeadline(0));
            return new LeaseRelease(_state.Edge);
        }
    }

    private static LogHead HeadOf(Snapshot snapshot) => new(snapshot.Epoch, snapshot.Version, snapshot.Digest);

    private void Publish(Snapshot next, long deadline)
    {
        _state.Digests.TryAdd(next.Version, next.Digest);
        _state.Highest[next.Epoch] = next.Version;
        Volatile.Write(ref _view, new LeaseView(next, deadline));
    }

    private void DistrustLocked()
    {
        if (!_state.Distrusted)
        {
            _state.Distrusted = true;
            _state.EvidenceAccepted = _state.Settled is null;
            _state.EvidenceFrom = _state.Asks.Last + 1;
            _state.CountsFrom = long.MaxValue;
        }

        _state.Proofs.Clear();
        Volatile.Write(ref _view, _view.WithDeadline(0));
    }

    /// <summary>Counts each proof whose head is settled, forgets what is of no use, keeps the rest.</summary>
    private void Prove()
    {
        if (_state.Settled is not { } settled || _state.Left)
            return;

        var now = _clock.Now;
        var deadline = _view.Deadline;
        for (var i = _state.Proofs.Count - 1; i >= 0; i--)
        {
            var (until, head) = _state.Proofs[i];
            if (until > now && (head.Epoch != settled.Epoch || head.Version > settled.Version))
                continue;

            _state.Proofs.RemoveAt(i);
            if (head.Epoch != settled.Epoch || head.Version > settled.Version || _state.Digests.Find(head.Version) is not { } digest)
                continue;
            if (digest != head.Digest)
            {
                DistrustLocked();
                return;
            }

            // One that has run out was worth comparing, and nothing else: it must not look as if a lease had run until then.
            if (until > now)
                deadline = Math.Max(deadline, until);
        }

        Volatile.Write(ref _view, _view.WithDeadline(deadline));
    }
}
