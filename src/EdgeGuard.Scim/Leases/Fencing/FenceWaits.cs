using System.Collections.Concurrent;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>The fences and confirmations that wait, so that they can be woken when something may have changed for them. Thread-safe.</summary>
internal sealed class FenceWaits(LeaseTime time)
{
    private readonly ConcurrentDictionary<LeaseAlarm, bool> _alarms = new();

    /// <summary>An alarm that is rung until it is closed.</summary>
    public LeaseAlarm Open()
    {
        var alarm = new LeaseAlarm(time);
        _alarms[alarm] = true;
        return alarm;
    }

    public void Close(LeaseAlarm alarm)
    {
        _alarms.TryRemove(alarm, out _);
        alarm.Dispose();
    }

    public void RingAll()
    {
        foreach (var (alarm, _) in _alarms)
            alarm.Ring();
    }
}
