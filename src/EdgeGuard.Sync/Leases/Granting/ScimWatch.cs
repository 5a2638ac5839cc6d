namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// What may be done once something has stood unchanged for W on this scim's own clock: drop the row of a dead scim, let waits follow a
/// shorter lease, call an epoch settled (FENCE section 1, section 2 step 10). One thread at a time.
/// </summary>
/// <remarks>An unbroken look is not needed: ticks and revisions only grow, and an epoch never comes back.</remarks>
public sealed class ScimWatch
{
    private readonly ILeaseClock _clock;
    private readonly ScimWatchState _state;

    /// <summary>Has seen nothing.</summary>
    public ScimWatch(ILeaseClock clock)
        : this(clock, new ScimWatchState())
    {
    }

    internal ScimWatch(ILeaseClock clock, ScimWatchState state)
    {
        _clock = clock;
        _state = state;
    }

    internal ScimWatchState State => _state;

    /// <summary>
    /// Takes a reading, after it returned (an earlier instant would count time in which the row still moved), and says what has
    /// waited long enough. To be called each L/4 or so.
    /// </summary>
    public IReadOnlyList<SweepStep> Observe(ScimReading reading, Incarnation self)
    {
        var now = _clock.Now;
        if (_state.Epoch != reading.Epoch)
        {
            _state.Epoch = reading.Epoch;
            _state.EpochSince = now;
            _state.Rows.Clear();
            _state.Revision = -1;
        }

        if (_state.Revision != reading.Terms.Revision)
        {
            _state.Revision = reading.Terms.Revision;
            _state.RevisionSince = now;
        }

        var wait = reading.Terms.Wait;
        var steps = new List<SweepStep>();
        if (reading.Unsettled && now >= _state.EpochSince + wait)
            steps.Add(new SweepStep.SettleEpoch(reading.Epoch));
        if (reading.Terms.WaitLength > reading.Terms.Length && now >= _state.RevisionSince + wait)
            steps.Add(new SweepStep.SettleTerms(reading.Terms, reading.Terms.Settle()));

        ForgetAllBut(reading.Rows);
        foreach (var row in reading.Rows)
        {
            if (!_state.Rows.TryGetValue(row.Scim, out var seen) || seen.Tick != row.Tick)
                _state.Rows[row.Scim] = (row.Tick, now);
            else if (row.Scim != self && now >= seen.Since + wait)
                steps.Add(new SweepStep.DeleteRow(row.Scim, row.Tick));
        }

        return steps;
    }

    private void ForgetAllBut(IReadOnlyList<ScimRow> rows)
    {
        if (_state.Rows.Count == 0)
            return;
        var present = rows.Select(row => row.Scim).ToHashSet();
        foreach (var scim in _state.Rows.Keys)
        {
            if (!present.Contains(scim))
                _state.Rows.Remove(scim);
        }
    }
}
