namespace EdgeGuard.Scim;

/// <summary>Log event ids of this assembly: 3000 to 3999, stable once released, described in deploy/operations/events.md.</summary>
internal static class EventIds
{
    public const int StoreOpened = 3000;
    public const int StoreClosed = 3001;
    public const int CommitFailed = 3010;
    public const int UsageNotMarked = 3011;
    public const int WriterEnded = 3012;
    public const int RequestFailed = 3020;
}
