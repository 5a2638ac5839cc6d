using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// One <see cref="FenceRequest"/> at the scim that it names (FENCE section 2 step 7): waits for the edges whose records ran when the
/// floor was raised. Guarded by the authority's lock.
/// </summary>
/// <remarks>
/// An edge is waited for until it reports, leaves, or the end that its record had at that moment passes. A Grant recorded later has a
/// head at or above the floor, so it prolongs nothing that this confirmation is about. Each edge is passed once and for good, so that a
/// fence costs as many steps as there are edges, however their reports arrive.
/// </remarks>
public sealed class Confirmation
{
    internal Confirmation(LogHead version, IReadOnlyList<(EdgeRecord Record, long Until)> awaited, ConfirmationState state)
    {
        Version = version;
        Awaited = awaited;
        State = state;
    }

    /// <summary>What is to be confirmed.</summary>
    public LogHead Version { get; }

    /// <summary>How it stands.</summary>
    public ConfirmationState State { get; internal set; }

    /// <summary>When to look again if no report comes before, on the lease clock; null once it is decided. Needs no lock.</summary>
    public long? LookAt => Passed is var passed && State == ConfirmationState.Waiting && passed < Awaited.Count ? Awaited[passed].Until : null;

    internal IReadOnlyList<(EdgeRecord Record, long Until)> Awaited { get; }

    /// <summary>How many of <see cref="Awaited"/> need not be waited for any more; those before it never again.</summary>
    internal int Passed { get; set; }

    internal void Advance(long now)
    {
        if (State != ConfirmationState.Waiting)
            return;
        while (Passed < Awaited.Count && IsPast(Awaited[Passed], now))
            Passed++;
        if (Passed == Awaited.Count)
            State = ConfirmationState.Confirmed;
    }

    internal void Refuse()
    {
        if (State == ConfirmationState.Waiting)
            State = ConfirmationState.NotMe;
    }

    private bool IsPast((EdgeRecord Record, long Until) awaited, long now) =>
        awaited.Record.Released || awaited.Record.Applied >= Version.Version || awaited.Until <= now;
}
