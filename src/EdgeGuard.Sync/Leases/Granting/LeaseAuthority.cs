using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// The scim's half of the lease protocol (FENCE section 2 steps 2, 3, 6, 7, 9): a state machine without I/O. It says which transactions
/// to run and what to send, and is told what came of it. Thread-safe: one lock, held for memory work only.
/// </summary>
/// <remarks>
/// <para>Tick: <see cref="BeginTick"/>; then the transaction; then exactly one of <see cref="Complete"/> (one row updated; send what it
/// returns), <see cref="RowMissing"/> (none), <see cref="Abandon"/> (failed, or hangs).</para>
/// <para>Fence: commit; <see cref="BeginFence"/>; read the scims; <see cref="Plan"/>; make the calls, passing each answer to
/// <see cref="Answer"/>; <see cref="Check"/> after each answer, after <see cref="Advance"/>, and at <see cref="Fence.DueAt"/>.</para>
/// <para>Confirmation, for another scim's call: <see cref="Confirm"/>; <see cref="Advance"/> after each batch of reports and at
/// <see cref="Confirmation.LookAt"/>, until it is decided.</para>
/// </remarks>
public sealed partial class LeaseAuthority
{
    // Section 2 step 2: at most one tick each L/40.
    private const int TicksPerLength = 40;

    private readonly Lock _gate = new();
    private readonly ILeaseClock _clock;
    private readonly Func<Incarnation> _newIncarnation;
    private readonly AuthorityState _state;

    /// <summary>A new process: it has no row, has granted nothing and knows nothing.</summary>
    public LeaseAuthority(ILeaseClock clock)
        : this(
            clock,
            new AuthorityState { Scim = Incarnation.New(), Digests = new DigestHistory(DigestHistory.DefaultCapacity) },
            Incarnation.New)
    {
    }

    internal LeaseAuthority(ILeaseClock clock, AuthorityState state, Func<Incarnation> newIncarnation)
    {
        _clock = clock;
        _state = state;
        _newIncarnation = newIncarnation;
    }

    /// <summary>This process; changes when its row was deleted.</summary>
    public Incarnation Incarnation
    {
        get
        {
            lock (_gate)
                return _state.Scim;
        }
    }

    /// <summary>The open suspicion that the database lost history; null for none.</summary>
    public LostHistory? Loss
    {
        get
        {
            lock (_gate)
                return _state.Loss;
        }
    }

    /// <summary>What it holds now.</summary>
    public AuthorityView View
    {
        get
        {
            lock (_gate)
            {
                var terms = _state.Terms;
                return new AuthorityView(
                    _state.Scim, _state.Epoch, _state.Floor.Version, _state.Fenced, terms,
                    [.. _state.Edges.Select(edge => new GrantedEdge(edge.Key, edge.Value.Applied, edge.Value.Until - terms.Wait + terms.Length))]);
            }
        }
    }

    internal AuthorityState State => _state;

    /// <summary>Takes an Ask; the next tick answers it.</summary>
    public void Receive(LinkId link, in LeaseAsk ask)
    {
        lock (_gate)
        {
            if (!_state.Retired)
                _state.Waiting.Add(new ReceivedAsk(link, ask));
        }
    }

    /// <summary>
    /// Step 2: gathers the Asks that have arrived. The transaction must begin after this returns. Null while a tick is under way, and
    /// within L/40 of the last one, and for ever after <see cref="Retire"/>. To be called when an Ask or a report arrives, and each L/5 to keep the row alive.
    /// </summary>
    public LeaseTick? BeginTick()
    {
        lock (_gate)
        {
            var now = _clock.Now;
            if (_state.Retired || _state.Tick is not null || now < _state.TickBeganAt + (_state.Terms.Length / TicksPerLength))
                return null;

            var tick = new LeaseTick(_state.Scim, [.. _state.Waiting], _state.Floor.Version, _state.VersionsToCompare());
            _state.Waiting.Clear();
            _state.Gone.Clear();
            _state.Tick = tick;
            _state.TickBeganAt = now;
            return tick;
        }
    }

    /// <summary>
    /// The tick's update met no row: others took this process for dead, or it never had one. It is a new one from now on. The host
    /// inserts a row for the answer, <em>commits</em>, and begins a tick, which answers the same Asks: a row inserted in the
    /// transaction of the tick would be invisible to a fence that reads the scims meanwhile.
    /// </summary>
    public Incarnation RowMissing(LeaseTick tick)
    {
        lock (_gate)
        {
            if (!TryEnd(tick))
                return _state.Scim;
            _state.Edges.Clear();
            RefuseConfirmations();
            _state.Scim = _newIncarnation();
            _state.Waiting.InsertRange(0, tick.Asks.Where(asked => !_state.Gone.Contains(asked.Ask.Edge)));
            _state.TickBeganAt = null;
            return _state.Scim;
        }
    }

    /// <summary>
    /// The row could not be inserted: the Asks that wait for it get no answer, and the next tick keeps its distance. Edges ask again.
    /// </summary>
    public void RowFailed()
    {
        lock (_gate)
        {
            _state.Waiting.Clear();
            _state.TickBeganAt = _clock.Now;
        }
    }

    /// <summary>The tick failed or takes too long: its Asks get no answer, and whatever it still reads is ignored.</summary>
    public void Abandon(LeaseTick tick)
    {
        lock (_gate)
            TryEnd(tick);
    }

    /// <summary>
    /// Step 3, after the commit of the tick's transaction: raises the floor to the head, records each edge, and returns the Grants to
    /// send. None when history was lost (<see cref="Loss"/>), or when the reading is a late one.
    /// </summary>
    public IReadOnlyList<AddressedGrant> Complete(LeaseTick tick, TickReading reading)
    {
        lock (_gate)
        {
            if (!TryEnd(tick) || !SeeEpoch(reading.Head.Epoch, reading.Terms))
                return [];

            _state.Compare(tick, reading);
            if (_state.Loss is not null)
                return [];

            var now = _clock.Now;
            if (reading.Head.Version > _state.Floor.Version)
                _state.Floor = reading.Head;
            _state.Edges.Purge(now);

            var grants = new List<AddressedGrant>(tick.Asks.Count);
            foreach (var (link, ask) in tick.Asks)
            {
                if (_state.Refused.Contains(ask.Edge) || _state.Gone.Contains(ask.Edge))
                    continue;
                var record = _state.Edges.Record(ask.Edge, now + reading.Terms.Wait);
                if (reading.DigestAt(ask.Applied) == ask.Applied.Digest)
                    record.Count(ask.Applied.Version);
                grants.Add(new AddressedGrant(link, new LeaseGrant(ask.Number, _state.Floor, reading.Terms.Length)));
            }

            return grants;
        }
    }

    /// <summary>Step 8: counts what an edge reports, at once when the log's digest there is known, else with the next tick.</summary>
    public void Receive(LinkId link, in AppliedReport report)
    {
        lock (_gate)
        {
            if (report.Applied.Epoch != _state.Epoch || !_state.Edges.TryGetValue(report.Edge, out var record))
                return;
            if (_state.Digests.Find(report.Applied.Version) is not { } digest)
                record.Claim(report.Applied);
            else if (digest == report.Applied.Digest)
                record.Count(report.Applied.Version);
            else if (!_state.Refused.Contains(report.Edge))
                _state.Suspect(new LostHistory(report.Edge, link, report.Applied, _state.Floor));
        }
    }

    /// <summary>Step 9: the edge has left.</summary>
    public void Receive(in LeaseRelease release)
    {
        lock (_gate)
        {
            _state.Edges.Release(release.Edge);

            // An Ask that it left behind would bring the record back, and each fence would wait for somebody who is gone.
            var edge = release.Edge;
            _state.Waiting.RemoveAll(asked => asked.Ask.Edge == edge);
            if (_state.Tick is not null)
                _state.Gone.Add(edge);
        }
    }

    /// <summary>
    /// This process is leaving: it gives no Grant any more, whatever tick is under way. True when no lease that it granted can still run,
    /// so that its row may be deleted and no fence waits for it; then nobody ticked since the last of them ended, which is what
    /// FENCE section 3 (d) asks of a deleted row. False: call again after releases came, or leave the row to time.
    /// </summary>
    public bool Retire()
    {
        lock (_gate)
        {
            _state.Retired = true;
            _state.Tick = null;
            _state.Waiting.Clear();
            _state.Edges.Purge(_clock.Now);
            return _state.Edges.Count == 0;
        }
    }

    /// <summary>Tells the digest of an entry that was read from the database, so that reports of it can be counted at once.</summary>
    public void Learn(LogHead entry)
    {
        lock (_gate)
        {
            if (entry.Epoch == _state.Epoch && !_state.Digests.TryAdd(entry.Version, entry.Digest))
                _state.Suspect(new LostHistory(Witness: null, default, _state.Floor, entry));
        }
    }

    /// <summary>
    /// The witness of <see cref="Loss"/> could not show an authentic entry: its word counts no more, and the others are granted to again.
    /// When it could, or the scim is the witness itself, the host starts a new epoch by compare-and-set instead, with the mark of a
    /// young epoch and above every version seen; the next reading shows it and ends the suspicion.
    /// </summary>
    public void DismissLoss(LostHistory loss)
    {
        lock (_gate)
        {
            if (_state.Loss != loss || loss.Witness is not { } witness)
                return;
            _state.Refused.Add(witness);
            _state.Loss = null;
        }
    }

    private bool TryEnd(LeaseTick tick)
    {
        if (_state.Tick != tick)
            return false;
        _state.Tick = null;
        return true;
    }

    /// <summary>
    /// Follows the database to another epoch, emptying everything that belongs to the old one. False for an epoch that is over: the
    /// reading was overtaken by another one.
    /// </summary>
    private bool SeeEpoch(Epoch epoch, LeaseTerms terms)
    {
        if (_state.Past.Contains(epoch))
            return false;
        if (_state.Epoch is { } old && old != epoch)
        {
            _state.Past.Add(old);
            _state.EpochBeganAt = _clock.Now;
            _state.Floor = default;
            _state.Fenced = 0;
            _state.Edges.Clear();
            _state.Digests.Clear();
            _state.Refused.Clear();
            _state.Loss = null;
            RefuseConfirmations();
        }

        _state.Epoch = epoch;
        _state.Terms = terms;
        return true;
    }
}
