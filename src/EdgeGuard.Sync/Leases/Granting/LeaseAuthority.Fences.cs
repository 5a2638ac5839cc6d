using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

// Fences and confirmations: under the same lock as Grants, which is what the argument rests on (FENCE section 3 (c)).
public sealed partial class LeaseAuthority
{
    /// <summary>
    /// Step 7: raises the floor to the version, so that no later Grant is below it, and waits for the edges granted to before. A request
    /// that names another incarnation or epoch, or comes while history is in doubt, is refused.
    /// </summary>
    public Confirmation Confirm(in FenceRequest request)
    {
        lock (_gate)
            return ConfirmLocked(request.Scim, request.Version);
    }

    /// <summary>Looks again at the confirmations that wait; those decided are not looked at any more.</summary>
    public void Advance()
    {
        lock (_gate)
        {
            var now = _clock.Now;
            foreach (var confirmation in _state.Confirmations)
                confirmation.Advance(now);
            _state.Confirmations.RemoveAll(confirmation => confirmation.State != ConfirmationState.Waiting);
        }
    }

    /// <summary>
    /// True when no fence is needed before an answer that reveals <paramref name="version"/>. The epoch must come from the same read as
    /// what is revealed: versions of different epochs do not compare.
    /// </summary>
    public bool IsFenced(Epoch epoch, long version)
    {
        lock (_gate)
            return epoch == _state.Epoch && version <= _state.Fenced;
    }

    /// <summary>
    /// Step 6: starts the wait for a version, after the commit that made it, or the read that revealed it, has returned. Done at once
    /// when it is fenced already.
    /// </summary>
    public Fence BeginFence(LogHead version)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            if (!SeeEpoch(version.Epoch, _state.Terms))
                return new Fence(version, now, FenceState.Failed);
            if (!_state.Digests.TryAdd(version.Version, version.Digest))
                _state.Suspect(new LostHistory(Witness: null, default, _state.Floor, version));
            return new Fence(version, now, version.Version <= _state.Fenced ? FenceState.Done : FenceState.Waiting);
        }
    }

    /// <summary>
    /// Step 6: takes the scims as read <em>after</em> <see cref="BeginFence"/> returned, and says whom to call. A failed read is
    /// repeated; without one the fence is never done.
    /// </summary>
    public IReadOnlyList<FenceCall> Plan(Fence fence, ScimReading reading)
    {
        lock (_gate)
        {
            if (fence.State != FenceState.Waiting || fence.DueAt is not null)
                return [];
            if (!SeeEpoch(reading.Epoch, reading.Terms) || reading.Epoch != fence.Version.Epoch)
            {
                fence.State = FenceState.Failed;
                return [];
            }

            fence.DueAt = fence.StartedAt + reading.Terms.Wait;
            if (reading.Unsettled)
                return [];

            // A table without this process, while its leases run, is not the table that its row is in: nothing in it is believed.
            var now = _clock.Now;
            var hasRow = reading.Rows.Any(row => row.Scim == _state.Scim);
            if (!hasRow && _state.Edges.Values.Any(record => record.Until > now))
                return [];

            fence.Awaited = [.. reading.Rows.Select(row => row.Scim)];
            if (hasRow)
                fence.Own = ConfirmLocked(_state.Scim, fence.Version);
            return [.. reading.Rows.Where(row => row.Scim != _state.Scim).Select(row => new FenceCall(row.Url, new FenceRequest(row.Scim, fence.Version)))];
        }
    }

    /// <summary>Another scim has confirmed. An error, a refusal or silence is no answer: that scim is waited for by time.</summary>
    public void Answer(Fence fence, Incarnation confirmedBy)
    {
        lock (_gate)
            fence.Awaited?.Remove(confirmedBy);
    }

    /// <summary>Step 6: done when every scim has confirmed, except in the first W of an epoch, or when W has passed.</summary>
    public FenceState Check(Fence fence)
    {
        lock (_gate)
        {
            if (fence.State != FenceState.Waiting)
                return fence.State;
            if (fence.Version.Epoch != _state.Epoch)
                return fence.State = FenceState.Failed;

            var now = _clock.Now;
            fence.Own?.Advance(now);
            if (fence.Own?.State == ConfirmationState.Confirmed)
                fence.Awaited?.Remove(_state.Scim);

            var isYoung = now < _state.EpochBeganAt + _state.Terms.Wait;
            var isConfirmed = !isYoung && fence.Awaited is { Count: 0 };
            if (fence.DueAt is not { } dueAt || (now < dueAt && !isConfirmed))
                return FenceState.Waiting;

            _state.Fenced = Math.Max(_state.Fenced, fence.Version.Version);
            return fence.State = FenceState.Done;
        }
    }

    private Confirmation ConfirmLocked(Incarnation scim, LogHead version)
    {
        if (scim != _state.Scim || version.Epoch != _state.Epoch)
            return new Confirmation(version, [], ConfirmationState.NotMe);
        if (!_state.Digests.TryAdd(version.Version, version.Digest))
            _state.Suspect(new LostHistory(Witness: null, default, _state.Floor, version));
        if (_state.Loss is not null)
            return new Confirmation(version, [], ConfirmationState.NotMe);

        if (version.Version > _state.Floor.Version)
            _state.Floor = version;
        var now = _clock.Now;
        var confirmation = new Confirmation(version, _state.Edges.Below(version.Version, now), ConfirmationState.Waiting);
        confirmation.Advance(now);
        if (confirmation.State == ConfirmationState.Waiting)
            _state.Confirmations.Add(confirmation);
        return confirmation;
    }

    private void RefuseConfirmations()
    {
        foreach (var confirmation in _state.Confirmations)
            confirmation.Refuse();
        _state.Confirmations.Clear();
    }
}
