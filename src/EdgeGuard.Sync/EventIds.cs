namespace EdgeGuard.Sync;

/// <summary>Log event ids of this assembly: 1000 to 1999, stable once released, described in deploy/operations/events.md.</summary>
internal static class EventIds
{
}
