namespace EdgeGuard.Scim.Leases;

/// <summary>What wakes the loops of the lease; apart from them, so that each may wake the others.</summary>
internal sealed class LeaseAlarms(LeaseTime time) : IDisposable
{
    /// <summary>An Ask has come, or a report that only a tick can count.</summary>
    public LeaseAlarm Tick { get; } = new(time);

    /// <summary>Edges have reported or left.</summary>
    public LeaseAlarm Reports { get; } = new(time);

    /// <summary>History may be lost, or a witness has spoken.</summary>
    public LeaseAlarm Loss { get; } = new(time);

    public void Dispose()
    {
        Tick.Dispose();
        Reports.Dispose();
        Loss.Dispose();
    }
}
