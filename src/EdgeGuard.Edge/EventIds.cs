namespace EdgeGuard.Edge;

/// <summary>Log event ids of this assembly: 2000 to 2999, stable once released, described in deploy/operations/events.md.</summary>
internal static class EventIds
{
    // Authentication: 2100 to 2199.
    public const int TokenRefused = 2100;
    public const int KeysReplaced = 2101;
    public const int KeysUnusable = 2102;
    public const int KeysFailing = 2103;
    public const int KeysRecovered = 2104;
    public const int KeysOutlived = 2105;
}
